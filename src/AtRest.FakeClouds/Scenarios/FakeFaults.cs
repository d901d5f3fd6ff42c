namespace AtRest.FakeClouds.Scenarios;

/// <summary>What goes wrong with calls whatever they ask for.</summary>
public sealed record FakeFaults
{
    /// <summary>Each call is answered so many milliseconds later.</summary>
    public int LatencyMs { get; init; }

    /// <summary>The share of calls, 0 to 1, that is answered as throttled.</summary>
    public double ThrottleRate { get; init; }

    /// <summary>The share of calls, 0 to 1, that fails with status 500 or 503.</summary>
    public double FailureRate { get; init; }

    /// <summary>One in three failures is a dropped connection instead.</summary>
    public bool DropConnections { get; init; }

    /// <summary>Every Nth call fails. 0: none does; 1: all do.</summary>
    public int FailEveryNth { get; init; }

    /// <summary>Calls a second, per account and region, of an operation (<c>kms:ListGrants</c>); what is over is throttled.</summary>
    public IReadOnlyDictionary<string, int> Quotas { get; init; } = new Dictionary<string, int>();

    /// <summary>What the header Retry-After of throttled calls to Google says. Absent: there is no such header.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Services whose every call fails with status 503: <c>kms</c>, <c>cloudtrail</c>, <c>s3</c>, <c>sts</c>, <c>events</c>, <c>logs</c>, <c>cloudwatch</c>, <c>camunda</c>, <c>cloudkms</c>, <c>oauth2</c>, <c>googlests</c>, <c>iamcredentials</c>, <c>identity</c>.</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>Makes the random draws the same in every run, call by call in order of arrival.</summary>
    public int Seed { get; init; }
}
