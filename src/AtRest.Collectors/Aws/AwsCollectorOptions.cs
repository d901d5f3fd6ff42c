using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Clients;

namespace AtRest.Collectors.Aws;

/// <summary>How AtRest reaches AWS. The defaults follow the conventions of the AWS SDK.</summary>
public sealed record AwsCollectorOptions
{
    /// <summary>
    /// One endpoint for every service. It takes precedence over <c>AWS_ENDPOINT_URL</c> and <c>AWS_ENDPOINT_URL_&lt;SERVICE&gt;</c>
    /// (https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html). S3 is then addressed path-style.
    /// </summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The credentials that AtRest runs with; null: the SDK's default chain (environment, profile, container, instance).</summary>
    public AwsKeyPair? Credentials { get; init; }

    /// <summary>Signs in with a token of the process's own identity if there are no <see cref="Credentials"/>; null: the default chain.</summary>
    public AwsWebIdentity? WebIdentity { get; init; }

    /// <summary>The largest number of concurrent requests in an audit.</summary>
    public int MaxConcurrency { get; init; } = 128;

    /// <summary>The time limit for one attempt, the body of the response included. After it, the attempt is repeated.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time limit for a list, all its pages and retries included. After it, the list is not evidence.</summary>
    public TimeSpan ListingTimeout { get; init; } = ListingBounds.Longest;

    /// <summary>The time limit for the search for credentials where none are configured. It would take much longer where no instance metadata service answers.</summary>
    public TimeSpan CredentialTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The time limit for credentials that a profile, a variable or a container provides. They can require programs to run and several calls to STS.</summary>
    public TimeSpan ConfiguredCredentialTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many of a key's newest events an audit reads from CloudTrail's event history, from 0 to <see cref="MostLookupEvents"/>. 0: it looks up no event, and the rules USE-1 and USE-2 do
    /// not apply. A call returns up to 50 events.
    /// </summary>
    public int LookupEvents { get; init; } = DefaultLookupEvents;

    /// <summary>One call for each key.</summary>
    public const int DefaultLookupEvents = 50;

    /// <summary>Twenty calls for each key.</summary>
    public const int MostLookupEvents = 1000;

    /// <summary>
    /// The least time between two calls of <c>LookupEvents</c> for the same account and region. AWS allows two a second
    /// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html).
    /// </summary>
    public TimeSpan LookupInterval { get; init; } = TimeSpan.FromMilliseconds(505);

    /// <summary>
    /// The time of an audit after which no further key is looked up: the events of the remaining keys are then not known. Null: no limit. Servers have one, because reading a batch of clusters
    /// is limited.
    /// </summary>
    public TimeSpan? LookupTime { get; init; }

    /// <summary>
    /// Whether to read from CloudWatch how many requests the accounts of the keys made to AWS KMS, for the costs; the setting <c>AtRest:Aws:UsageMetrics</c>. It takes one call for each account
    /// and region, which AWS charges for each metric, and one more permission, so it is off by default.
    /// </summary>
    public bool UsageMetrics { get; init; }

    /// <summary>Reads an environment variable. Tests replace it.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Checks before an audit whether the variables have valid values.</summary>
    /// <exception cref="FormatException">A variable that replaces an endpoint is not a URL.</exception>
    public void Check()
    {
        var overrides = new EndpointOverrides(this);
        foreach (var service in Enum.GetValues<AwsService>())
        {
            overrides.Of(service);
        }
    }
}

/// <summary>An access key, as in <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c>.</summary>
public sealed record AwsKeyPair(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => AccessKeyId;
}
