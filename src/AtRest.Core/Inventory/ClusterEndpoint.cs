using System.Globalization;
using AtRest.Core.Naming;

namespace AtRest.Core.Inventory;

/// <summary>A host and a port at which a cluster can be reached over TLS. A path is not part of it: TLS ends before paths begin.</summary>
public sealed record ClusterEndpoint
{
    private const int DefaultPort = 443;

    private ClusterEndpoint(string host, int port) => (Host, Port) = (host, port);

    /// <summary>The host name in ASCII and lower case, or an IP address; IPv6 addresses without brackets.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>The form in evidence and reports: <c>host:port</c>, an IPv6 address in brackets.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{HostInUrl}:{Port}");

    /// <summary>The host as it is written in a URL.</summary>
    public string HostInUrl => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

    /// <summary>Reads a URL, or a host with or without a port. The default port is 443. Null: the text is neither, or it contains a user name.</summary>
    /// <param name="text">Such as <c>https://bru-2.operate.camunda.io/UUID</c> or <c>UUID.bru-2.zeebe.camunda.io:443</c>.</param>
    public static ClusterEndpoint? Read(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        var scheme = trimmed.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? trimmed : trimmed[(scheme + 3)..];

        // As https, whatever the scheme is: the question is how the endpoint speaks TLS.
        return rest.Length > 0 && Uri.TryCreate("https://" + rest, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
            && url.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 && url.Port is > 0 and <= 65535 && HostNames.AsciiOf(url) is { } host
            ? new ClusterEndpoint(host.ToLowerInvariant(), url.Port is var port and not 0 ? port : DefaultPort)
            : null;
    }

    public override string ToString() => Address;
}
