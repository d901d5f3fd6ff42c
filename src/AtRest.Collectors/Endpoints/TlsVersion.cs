using System.Collections.Immutable;
using System.Security.Authentication;

namespace AtRest.Collectors.Endpoints;

/// <summary>A version of TLS that is offered alone.</summary>
/// <param name="Name">Such as <c>TLS 1.2</c>.</param>
/// <param name="Protocol">.NET's value.</param>
/// <param name="Number">Its number in the protocol.</param>
/// <param name="IsOld">Whether AtRest connects only to see it refused.</param>
internal sealed record TlsVersion(string Name, SslProtocols Protocol, int Number, bool IsOld)
{
    /// <summary>The largest version in the field of a hello: TLS 1.3 has this number there, and its own in an extension (https://www.rfc-editor.org/rfc/rfc8446#section-4.2.1).</summary>
    private const int LargestInHello = 0x0303;

    /// <summary>The version in the field of a ClientHello.</summary>
    public int InHello => Math.Min(Number, LargestInHello);

    /// <summary>All versions, from the oldest. The old ones are offered to see that they are refused. They are named by texts, because .NET warns of code that uses them.</summary>
    public static ImmutableArray<TlsVersion> All { get; } =
    [
        new("TLS 1.0", Enum.Parse<SslProtocols>("Tls"), 0x0301, IsOld: true),
        new("TLS 1.1", Enum.Parse<SslProtocols>("Tls11"), 0x0302, IsOld: true),
        new("TLS 1.2", SslProtocols.Tls12, 0x0303, IsOld: false),
        new("TLS 1.3", SslProtocols.Tls13, 0x0304, IsOld: false),
    ];
}
