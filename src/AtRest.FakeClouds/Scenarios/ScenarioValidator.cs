namespace AtRest.FakeClouds.Scenarios;

/// <summary>Checks what the types of a scenario cannot express, and reports all errors at once.</summary>
internal static class ScenarioValidator
{
    public static void Validate(Scenario scenario, string name)
    {
        string[] errors = [.. CloudList.All.SelectMany(cloud => cloud.Check(scenario)), .. Common(scenario)];
        if (errors.Length > 0)
        {
            throw new ScenarioException($"The scenario {name} cannot be used:{string.Concat(errors.Select(error => $"{Environment.NewLine}  {error}"))}");
        }
    }

    /// <summary>What all clouds have in common.</summary>
    private static IEnumerable<string> Common(Scenario scenario)
    {
        FakeFaults faults = scenario.Faults;
        return
        [
            .. ServiceCheck.Operations([.. scenario.Denied.Select(denial => denial.Operation), .. scenario.Errors.Select(error => error.Operation)]),
            .. ServiceCheck.Quotas("faults.quotas", faults.Quotas.Keys),
            .. ServiceCheck.ServiceNames("faults.down", faults.Down),
            .. ScenarioCheck.Allowed("faults.throttleRate", faults.ThrottleRate is >= 0 and <= 1, "0 to 1"),
            .. ScenarioCheck.Allowed("faults.failureRate", faults.FailureRate is >= 0 and <= 1, "0 to 1"),
            .. ScenarioCheck.Allowed("faults.latencyMs", faults.LatencyMs >= 0, "0 or more"),
            .. ScenarioCheck.Allowed("faults.failEveryNth", faults.FailEveryNth >= 0, "0 or more"),
            .. ScenarioCheck.Allowed("faults.retryAfterSeconds", faults.RetryAfterSeconds is null or >= 0, "0 or more"),
            .. ScenarioCheck.Allowed("faults.quotas", faults.Quotas.Values.All(quota => quota >= 0), "0 or more"),
            .. ScenarioCheck.Allowed("pageSize", scenario.PageSize is null or > 0, "1 or more"),
        ];
    }
}
