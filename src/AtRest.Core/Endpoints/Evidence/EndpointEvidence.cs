using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Endpoints.Evidence;

/// <summary>What an endpoint answered when AtRest connected to it.</summary>
public sealed record EndpointEvidence
{
    /// <summary>See <see cref="Core.Inventory.ClusterEndpoint.Address"/>.</summary>
    public required string Address { get; init; }

    /// <summary>The IDs of the clusters that it belongs to, sorted. Clusters of a region share hosts.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    /// <summary><c>tls:Handshake</c>; the resource is the address.</summary>
    public required Collected<TlsProbe> Tls { get; init; }

    /// <summary><c>http:GET</c>; the resource is the URL, such as <c>http://host/</c>.</summary>
    public required Collected<PlainHttpProbe> PlainHttp { get; init; }
}

/// <summary>The handshakes with an endpoint: one for each version of TLS, which is then the only one offered.</summary>
public sealed record TlsProbe
{
    /// <summary>The IP address that was connected to. A host can have more.</summary>
    public required string IpAddress { get; init; }

    /// <summary>From TLS 1.0 to TLS 1.3.</summary>
    public required ImmutableArray<TlsVersionResult> Versions { get; init; }

    /// <summary>The certificate that the endpoint sent; null if no handshake got that far.</summary>
    public ServerCertificate? Certificate { get; init; }
}

/// <summary>What an endpoint answered to one version of TLS.</summary>
public sealed record TlsVersionResult
{
    /// <summary>Such as <c>TLS 1.2</c>.</summary>
    public required string Version { get; init; }

    public required TlsAnswer Answer { get; init; }

    /// <summary>What was observed, as a sentence; null if the endpoint accepted the version.</summary>
    public string? Detail { get; init; }
}

/// <summary>Whether an endpoint accepts a version of TLS.</summary>
public enum TlsAnswer
{
    /// <summary>The endpoint chose the version: it sent a ServerHello with it.</summary>
    Accepted,

    /// <summary>The endpoint refused the version, by an alert about it or by closing the connection twice.</summary>
    Refused,

    /// <summary>Not known: the version could not be offered, or the answer can have another reason.</summary>
    Unclear,
}

/// <summary>The certificate of an endpoint.</summary>
public sealed record ServerCertificate
{
    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Whether one of its alternative names (subjectAltName) is the endpoint's host. Clients do not use the common name (https://www.rfc-editor.org/rfc/rfc9110#section-4.3.4).</summary>
    public required bool IsForHost { get; init; }

    /// <summary>The common name, if it is the endpoint's host and no alternative name is; null otherwise.</summary>
    public string? CommonNameForHost { get; init; }

    /// <summary>What is wrong with its chain except dates, in .NET's words (<c>UntrustedRoot</c>), sorted. Empty: the machine of the audit trusts it. Revocation is not checked.</summary>
    public required ImmutableArray<string> ChainProblems { get; init; }
}

/// <summary>The answer to one GET request without TLS, on port 80.</summary>
public sealed record PlainHttpProbe
{
    public required PlainHttpAnswer Answer { get; init; }

    /// <summary>The HTTP status; null without a response.</summary>
    public int? Status { get; init; }

    /// <summary>The scheme and host of the redirect's target; null without a redirect.</summary>
    public string? RedirectsTo { get; init; }
}

/// <summary>What an endpoint does with plain HTTP.</summary>
public enum PlainHttpAnswer
{
    /// <summary>The connection was refused.</summary>
    Closed,

    /// <summary>There was no connection in time, or no HTTP in it.</summary>
    Silent,

    /// <summary>A redirect to https.</summary>
    RedirectsToHttps,

    /// <summary>A response that serves or asks for credentials: a success, a redirect to somewhere else, 401 or 407.</summary>
    Serves,

    /// <summary>426 Upgrade Required.</summary>
    Refuses,

    /// <summary>Another error. It does not say whether other paths are served.</summary>
    Error,
}
