using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Cli.Tests.Support;

/// <summary>A fake cloud with Camunda, and the variables of a command line that asks it.</summary>
internal sealed class CamundaCli : IAsyncDisposable
{
    private CamundaCli(FakeCloud cloud) => Cloud = cloud;

    public FakeCloud Cloud { get; }

    public Dictionary<string, string> Variables { get; } = [];

    public static async Task<CamundaCli> StartAsync(ScenarioBuilder scenario)
    {
        var cloud = await FakeCloud.StartAsync(scenario.Build(), cancellationToken: TestContext.Current.CancellationToken);
        return new CamundaCli(cloud)
        {
            Variables =
            {
                ["CAMUNDA_CONSOLE_CLIENT_ID"] = "client",
                ["CAMUNDA_CONSOLE_CLIENT_SECRET"] = "secret",
                ["CAMUNDA_CONSOLE_BASE_URL"] = cloud.Endpoint.ToString(),
                ["CAMUNDA_OAUTH_URL"] = new Uri(cloud.Endpoint, "oauth/token").ToString(),
                ["AWS_ENDPOINT_URL"] = cloud.Endpoint.ToString(),
                ["AWS_ACCESS_KEY_ID"] = "AKIATEST",
                ["AWS_SECRET_ACCESS_KEY"] = "test",
            },
        };
    }

    public Task<CliRun> RunAsync(params string[] arguments) => CliRun.OfAsync(environment => environment with { Variable = name => Variables.GetValueOrDefault(name) }, arguments);

    public ValueTask DisposeAsync() => Cloud.DisposeAsync();
}
