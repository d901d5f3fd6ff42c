using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Client;

namespace AtRest.Collectors.Google;

/// <summary>How AtRest reaches Google Cloud KMS. The defaults follow Google's own conventions.</summary>
public sealed record GoogleCollectorOptions
{
    /// <summary>Replaces <c>https://cloudkms.googleapis.com/</c>; the setting <c>AtRest:Google:KmsEndpoint</c>.</summary>
    public Uri? KmsEndpoint { get; init; }

    /// <summary>
    /// Whether to read from Google's key inventory which resources each version of a key protects, and whether a missing key was deleted; the setting <c>AtRest:Google:KeyUsage</c>. It needs
    /// tokens with a wider scope, so it is off by default.
    /// </summary>
    public bool KeyUsage { get; init; }

    /// <summary>Replaces <c>https://kmsinventory.googleapis.com/</c>; the setting <c>AtRest:Google:KmsInventoryEndpoint</c>.</summary>
    public Uri? KmsInventoryEndpoint { get; init; }

    /// <summary>The scope of tokens.</summary>
    internal string Scope => KeyUsage ? KmsInventoryService.Scope : CloudKmsService.Scope;

    /// <summary>A fixed access token; null: Application Default Credentials (https://docs.cloud.google.com/docs/authentication/application-default-credentials).</summary>
    public string? AccessToken { get; init; }

    /// <summary>Signs in with a token of the process's own identity if there is no <see cref="AccessToken"/>; null: Application Default Credentials.</summary>
    public GoogleWebIdentity? WebIdentity { get; init; }

    /// <summary>Replaces <c>https://sts.googleapis.com/</c>; the setting <c>AtRest:Google:StsEndpoint</c>.</summary>
    public Uri? StsEndpoint { get; init; }

    /// <summary>Replaces <c>https://iamcredentials.googleapis.com/</c>; the setting <c>AtRest:Google:IamCredentialsEndpoint</c>.</summary>
    public Uri? IamCredentialsEndpoint { get; init; }

    /// <summary>The largest number of concurrent requests in an audit.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>The time limit for one attempt, the body of the response included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time limit for a list, all its pages and retries included. After it, the list is not evidence.</summary>
    public TimeSpan ListingTimeout { get; init; } = ListingBounds.Longest;

    /// <summary>The time limit for the search for credentials. It would take longer where no metadata server answers.</summary>
    public TimeSpan CredentialTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Reads <c>GOOGLE_APPLICATION_CREDENTIALS</c>. Tests replace it.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Never the token.</summary>
    public override string ToString() => $"{KmsEndpoint}";
}
