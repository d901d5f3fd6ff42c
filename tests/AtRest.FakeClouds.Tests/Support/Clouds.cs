using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.FakeClouds.Tests.Support;

/// <summary>Starts fake clouds with a fixed clock.</summary>
internal static class Clouds
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public static Task<FakeCloud> StartAsync(ScenarioBuilder scenario, TimeProvider? time = null) =>
        FakeCloud.StartAsync(scenario.Build(), new FakeCloudOptions { TimeProvider = time ?? new FakeTimeProvider(Now) }, TestContext.Current.CancellationToken);

    /// <summary>A scenario whose base credentials belong to the customer's account.</summary>
    public static ScenarioBuilder AtHome() => new ScenarioBuilder().DefaultAccount(Names.Customer);
}
