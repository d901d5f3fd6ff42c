namespace AtRest.FakeClouds.Scenarios;

/// <summary>Faults of calls, for all operations.</summary>
public sealed record FakeFaults
{
    /// <summary>The delay of each response in milliseconds.</summary>
    public int LatencyMs { get; init; }

    /// <summary>The share of calls, 0 to 1, that are throttled.</summary>
    public double ThrottleRate { get; init; }

    /// <summary>The share of calls, 0 to 1, that fail with status 500 or 503.</summary>
    public double FailureRate { get; init; }

    /// <summary>Whether one in three failures is a dropped connection.</summary>
    public bool DropConnections { get; init; }

    /// <summary>Every Nth call fails. 0: no call; 1: all calls.</summary>
    public int FailEveryNth { get; init; }

    /// <summary>Calls a second, per account and region, of an operation (<c>kms:ListGrants</c>); further calls are throttled.</summary>
    public IReadOnlyDictionary<string, int> Quotas { get; init; } = new Dictionary<string, int>();

    /// <summary>The header Retry-After of throttled calls to Google. Absent: no header.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Services whose every call fails with status 503: <c>kms</c>, <c>cloudtrail</c>, <c>s3</c>, <c>sts</c>, <c>events</c>, <c>logs</c>, <c>cloudwatch</c>, <c>camunda</c>, <c>cloudkms</c>, <c>oauth2</c>, <c>googlests</c>, <c>iamcredentials</c>, <c>identity</c>.</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>Makes the random draws the same in every run, call by call in order of arrival.</summary>
    public int Seed { get; init; }
}
