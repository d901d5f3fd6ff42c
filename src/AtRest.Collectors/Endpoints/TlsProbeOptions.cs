using System.Security.Cryptography.X509Certificates;
using AtRest.Collectors.Settings;

namespace AtRest.Collectors.Endpoints;

/// <summary>Whether and how AtRest connects to the endpoints of clusters. It never sends a credential to them.</summary>
public sealed record TlsProbeOptions
{
    /// <summary>Whether it connects at all; the setting <c>AtRest:Tls:Probe</c>.</summary>
    public bool Probe { get; init; }

    /// <summary>Whether it connects to addresses that are not public, such as those of a private network; the setting <c>AtRest:Tls:AllowPrivateAddresses</c>.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>The longest time for a connection with its handshake or response.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The port of plain HTTP.</summary>
    internal int PlainHttpPort { get; init; } = 80;

    /// <summary>The only certificates that chains may end at; null: those that this machine trusts.</summary>
    internal X509Certificate2Collection? Roots { get; init; }

    internal static TlsProbeOptions Read(SettingsReader settings) => new()
    {
        Probe = settings.Flag("AtRest:Tls:Probe"),
        AllowPrivateAddresses = settings.Flag("AtRest:Tls:AllowPrivateAddresses"),
    };
}
