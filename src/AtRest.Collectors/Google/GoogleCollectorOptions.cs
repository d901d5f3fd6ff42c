namespace AtRest.Collectors.Google;

/// <summary>How Google Cloud KMS is reached. The defaults follow Google's own conventions.</summary>
public sealed record GoogleCollectorOptions
{
    /// <summary>Instead of <c>https://cloudkms.googleapis.com/</c>; the setting <c>AtRest:Google:KmsEndpoint</c>.</summary>
    public Uri? KmsEndpoint { get; init; }

    /// <summary>An access token to use as it is; null: Application Default Credentials (https://docs.cloud.google.com/docs/authentication/application-default-credentials).</summary>
    public string? AccessToken { get; init; }

    /// <summary>Where there is no <see cref="AccessToken"/>: enter with a token of the process's own identity; null: Application Default Credentials.</summary>
    public GoogleWebIdentity? WebIdentity { get; init; }

    /// <summary>Instead of <c>https://sts.googleapis.com/</c>; the setting <c>AtRest:Google:StsEndpoint</c>.</summary>
    public Uri? StsEndpoint { get; init; }

    /// <summary>Instead of <c>https://iamcredentials.googleapis.com/</c>; the setting <c>AtRest:Google:IamCredentialsEndpoint</c>.</summary>
    public Uri? IamCredentialsEndpoint { get; init; }

    /// <summary>How many requests may be under way at once in an audit.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>How long one attempt may take, its body included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the search for credentials may take: where no metadata server answers, it would go on for longer.</summary>
    public TimeSpan CredentialTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Reads <c>GOOGLE_APPLICATION_CREDENTIALS</c>; tests give their own.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Never the token.</summary>
    public override string ToString() => $"{KmsEndpoint}";
}
