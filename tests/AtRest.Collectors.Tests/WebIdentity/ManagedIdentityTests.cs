using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Azure;
using AtRest.FakeClouds.Scenarios;
using Azure.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.WebIdentity;

/// <summary>Azure's real library with an endpoint like that of Functions. It reads the variables of the process, so no other test may run at the same time.</summary>
[Collection(nameof(ManagedIdentityTests))]
[CollectionDefinition(nameof(ManagedIdentityTests), DisableParallelization = true)]
public sealed class ManagedIdentityTests : IDisposable
{
    private const string ClientId = "12345678-1234-4234-8234-123456789012";
    private const string Header = "h3ad3r-of-the-endpoint";

    public void Dispose() => Set(null);

    [Fact]
    public async Task Collect_InFunctions_ReadsBothCloudsAndNeverShowsTheTokens()
    {
        var messages = new ConcurrentQueue<string>();
        await using var cloud = await StartAsync(identity => identity with { ClientId = ClientId });
        using var listener = new AzureEventSourceListener((_, message) => messages.Enqueue(message), EventLevel.Verbose);

        var aws = await CollectAsync(cloud, ClientId, Fleets.Organization(Names.Key));
        var google = await CollectAsync(cloud, ClientId, GoogleFleets.Software("acme", GoogleFleets.Key));

        aws.Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
        google.Google.CryptoKeys.Single().Key.Value.ShouldNotBeNull();
        var told = string.Join('\n', messages);
        told.ShouldContain("msi/token");
        (told + WebIdentityWorld.Text(aws) + WebIdentityWorld.Text(google)).ShouldNotContain("eyJ");
        told.ShouldNotContain(Header);
    }

    [Theory]
    [InlineData("another", "No User Assigned", "client ID another (AZURE_CLIENT_ID)")]
    [InlineData(null, "No User Assigned", "set AZURE_CLIENT_ID")]
    public async Task Collect_OtherIdentity_IsNamed(string? clientId, string said, string advice)
    {
        await using var cloud = await StartAsync(identity => identity with { ClientId = ClientId });

        var absence = (await CollectAsync(cloud, clientId, Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Absence!;

        absence.Kind.ShouldBe(AbsenceKind.NotAttempted);
        absence.Told().ShouldContain(said);
        absence.Told().ShouldContain(advice);
    }

    [Fact]
    public async Task Collect_ApplicationIsNotRegistered_IsReported()
    {
        await using var cloud = await StartAsync(identity => identity with { Audiences = ["api://other"] });

        (await CollectAsync(cloud, null, Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Absence!.Told().ShouldContain("Register an application with the identifier api://");
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Collect_EndpointFails_IsReportedAndTheAuditContinues(int status)
    {
        await using var cloud = await StartAsync(identity => identity, scenario => scenario.Error("identity:token", "Broken", error => error with { Status = status, Message = "The endpoint is broken." }));

        var absence = (await CollectAsync(cloud, null, Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Absence!;

        absence.Told().ShouldContain("AtRest's own identity gives no token");
        absence.Told().ShouldContain("Check that a managed identity is assigned");
        absence.Cause.ShouldNotContain(Header);
    }

    [Fact]
    public async Task Collect_IdentityEndpointWithoutAnEnd_IsReportedWithTheBound()
    {
        await using var cloud = await StartAsync(identity => identity);
        await using var server = new HostileServer(_ => Hostile.Endless());

        var absence = (await CollectAsync(server.Endpoint, cloud, null, Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Absence!;

        absence.Told().ShouldContain("AtRest's own identity gives no token");
        absence.Told().ShouldContain("It is larger than 256 KiB");
        server.Attacked.Count.ShouldBe(1);
    }

    private static Task<FakeCloud> StartAsync(Func<FakeManagedIdentity, FakeManagedIdentity> change, Func<ScenarioBuilder, ScenarioBuilder>? more = null)
    {
        var scenario = WebIdentityWorld.Scenario(identity => change(identity with { Header = Header }));
        return FakeCloud.StartAsync((more?.Invoke(scenario) ?? scenario).Build(), cancellationToken: TestContext.Current.CancellationToken);
    }

    private static Task<CloudEvidence> CollectAsync(FakeCloud cloud, string? clientId, AtRest.Core.Inventory.Organization organization) => CollectAsync(cloud.Endpoint, cloud, clientId, organization);

    private static async Task<CloudEvidence> CollectAsync(Uri identity, FakeCloud cloud, string? clientId, AtRest.Core.Inventory.Organization organization)
    {
        Set(identity);
        var options = WebIdentityWorld.OptionsFor(cloud.Endpoint);
        options = options with { Aws = options.Aws with { ReadVariable = name => name == "AZURE_CLIENT_ID" ? clientId : null } };
        await using var services = new ServiceCollection().AddAtRestCollectors(options).BuildServiceProvider();
        return (await services.GetRequiredService<AtRest.Core.Audits.IEvidenceCollector>()
            .CollectAsync(new AtRest.Core.Audits.CollectionRequest { AuditId = "a", Organizations = [organization] }, TestContext.Current.CancellationToken)).Values.Single();
    }

    private static void Set(Uri? endpoint)
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", endpoint is null ? null : new Uri(endpoint, "msi/token").ToString());
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", endpoint is null ? null : Header);
    }
}
