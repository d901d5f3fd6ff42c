using AtRest.Collectors.Aws.Clients;

namespace AtRest.Collectors.Aws;

/// <summary>How AWS is reached. The defaults follow the AWS SDK's own conventions.</summary>
public sealed record AwsCollectorOptions
{
    /// <summary>
    /// One endpoint for every service, before <c>AWS_ENDPOINT_URL</c> and <c>AWS_ENDPOINT_URL_&lt;SERVICE&gt;</c>
    /// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html). S3 is then addressed path-style.
    /// </summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The credentials to start from; null: the SDK's default chain (environment, profile, container, instance).</summary>
    public AwsKeyPair? Credentials { get; init; }

    /// <summary>Where there are no <see cref="Credentials"/>: enter with a token of the process's own identity; null: the default chain.</summary>
    public AwsWebIdentity? WebIdentity { get; init; }

    /// <summary>How many requests may be under way at once in an audit.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>How long one attempt may take, its body included, before it is given up and tried again.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the search for credentials may take where none are configured: where no instance metadata answers, it would go on for much longer.</summary>
    public TimeSpan CredentialTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long credentials may take that a profile, a variable or a container names: programs are run for them, and STS is asked several times.</summary>
    public TimeSpan ConfiguredCredentialTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads a variable of the environment; tests give their own.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Finds out before an audit whether the variables hold what they should.</summary>
    /// <exception cref="FormatException">A variable that replaces an endpoint is no URL.</exception>
    public void Check()
    {
        var overrides = new EndpointOverrides(this);
        foreach (var service in Enum.GetValues<AwsService>())
        {
            overrides.Of(service);
        }
    }
}

/// <summary>An access key, as <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c> would name it.</summary>
public sealed record AwsKeyPair(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => AccessKeyId;
}
