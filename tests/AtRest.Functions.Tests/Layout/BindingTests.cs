using AtRest.Functions.Tests.Driving;
using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using AtRest.Hosting;
using AtRest.Hosting.Api;
using AtRest.Hosting.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Functions.Tests.Layout;

/// <summary>What the published worker declares to the host is what Hosting has: the host reads nothing else.</summary>
public sealed class BindingTests(PublishedApp published, BindingTests.LoadedApp loaded) : IClassFixture<BindingTests.LoadedApp>
{
    private const string AuditsQueue = "atrest-audits";

    private IReadOnlyDictionary<string, LoadedFunction> Functions => loaded.Functions;

    [Fact]
    public void Functions_Always_AreTheseAndAllLoad() => Functions.Keys.ShouldBe(
        [
            "NightlyAudit", "ResumeAudits", "AuditCluster", "AuditClusterPoison", "AuditKey", "AuditKeyPoison", "SendNotification", "SendNotificationPoison",
            "StartAudit", "ClusterReport", "DownloadReport", "KeyPolicyChanged", "Health", "Web",
        ],
        ignoreOrder: true);

    [Fact]
    public void Functions_Always_ComeFromThePublishedAssembly()
    {
        foreach (var function in Functions.Values)
        {
            function.Metadata.ScriptFile.ShouldBe("AtRest.Functions.dll");
            function.Metadata.Language.ShouldBe("dotnet-isolated");
            File.Exists(Path.Combine(published.Folder, function.Metadata.ScriptFile)).ShouldBeTrue();
        }

        Functions.Values.Select(function => function.Metadata.FunctionId).Distinct().Count().ShouldBe(Functions.Count);
    }

    /// <summary>Every request of every endpoint reaches the function of the same name, if there is one, and otherwise the one that takes everything.</summary>
    [Fact]
    public async Task HttpFunctions_Always_TakeTheRequestsOfTheEndpointsOfTheirName()
    {
        var routes = new HttpRoutes(Functions.Values, HttpRoutes.PrefixOf(Path.Combine(published.Folder, "host.json")));
        var named = Functions.Values.Where(function => function.IsHttp && function.Methods.Count > 0).Select(function => function.Name).ToList();
        var reached = new HashSet<string>();

        foreach (var endpoint in await EndpointsAsync())
        {
            var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
            var expected = named.FirstOrDefault(function => name == function || (function == "Health" && name.StartsWith(function, StringComparison.Ordinal))) ?? "Web";
            var path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0].IsParameter ? "some" : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)segment.Parts[0]).Content));
            foreach (var method in Methods(endpoint))
            {
                routes.Match(method, path).ShouldNotBeNull().Function.Name.ShouldBe(expected, $"{method} {path}");
            }

            if (expected != "Web")
            {
                reached.Add(expected);
                Functions[expected].Methods.ShouldBe(Methods(endpoint), ignoreOrder: true, name);
            }
        }

        reached.ShouldBe(named, ignoreOrder: true);
    }

    [Theory]
    [InlineData("StartAudit", "POST", "api/organizations/{organization}/audits")]
    [InlineData("ClusterReport", "POST", "api/organizations/{organization}/clusters/{cluster}/report")]
    [InlineData("DownloadReport", "GET HEAD", "api/organizations/{organization}/reports/{report}/{format}")]
    [InlineData("KeyPolicyChanged", "POST", "api/webhooks/key-policy")]
    [InlineData("Health", "GET HEAD", "api/health/{probe}")]
    [InlineData("Web", "", "{*path}")]
    public void HttpFunction_Always_IsAtItsAddressAndOpen(string name, string methods, string route)
    {
        var function = Functions[name];

        function.Route.ShouldBe(route);
        string.Join(' ', function.Methods.Order(StringComparer.Ordinal)).ShouldBe(methods);
        // AtRest itself asks for a credential: a key of the host would be a second one.
        function.Text("authLevel").ShouldBe("Anonymous");
        function.Bindings.Count.ShouldBe(2);
        LoadedFunction.TypeOf(function.Bindings.Single(binding => binding.GetProperty("name").GetString() == "$return")).ShouldBe("http");
    }

    [Theory]
    [InlineData("AuditCluster", "%AtRest:Audits:Queue%")]
    [InlineData("AuditClusterPoison", "%AtRest:Audits:Queue%-poison")]
    [InlineData("AuditKey", "atrest-key-changes")]
    [InlineData("AuditKeyPoison", "atrest-key-changes-poison")]
    [InlineData("SendNotification", "atrest-notifications")]
    [InlineData("SendNotificationPoison", "atrest-notifications-poison")]
    public void QueueFunction_Always_ListensToItsQueue(string name, string queue)
    {
        var function = Functions[name];

        function.Bindings.ShouldHaveSingleItem();
        LoadedFunction.TypeOf(function.Trigger).ShouldBe("queueTrigger");
        function.Text("queueName").ShouldBe(queue);
        function.Text("connection").ShouldBe("AzureWebJobsStorage");
        // The host itself delivers again and gives up: no second count beside it.
        function.Metadata.RetryOptions.ShouldBeNull();
    }

    [Fact]
    public async Task QueueFunctions_Always_AreThereForEveryQueueOfHosting()
    {
        await using var app = Builder().Build();
        var queues = app.Services.GetServices<IQueueWork>().Select(work => work.Queue).ToList();

        Functions.Values.Select(function => function.Text("queueName")).OfType<string>().Select(queue => queue.Replace("%AtRest:Audits:Queue%", AuditsQueue, StringComparison.Ordinal))
            .ShouldBe(queues.SelectMany(queue => new[] { queue, $"{queue}-poison" }), ignoreOrder: true);
    }

    [Fact]
    public void NightlyAudit_Always_FollowsTheSettingAndIsTriedAgain()
    {
        var function = Functions["NightlyAudit"];

        function.Bindings.ShouldHaveSingleItem();
        function.Text("schedule").ShouldBe("%AtRest:NightlySchedule%");
        // A night that the app slept through is made up for.
        function.Trigger.GetProperty("useMonitor").GetBoolean().ShouldBeTrue();
        IsSet(function, "runOnStartup").ShouldBeFalse();
        var retry = function.Metadata.RetryOptions.ShouldNotBeNull();
        retry.RetryStrategy.ShouldBe(RpcRetryOptions.Types.RetryStrategy.ExponentialBackoff);
        retry.MaxRetryCount.ShouldBe(5);
        retry.MinimumInterval.ToTimeSpan().ShouldBe(TimeSpan.FromSeconds(10));
        retry.MaximumInterval.ToTimeSpan().ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void ResumeAudits_Always_ComesEveryTwoMinutesAndKeepsNoRecord()
    {
        var function = Functions["ResumeAudits"];
        var start = new DateTime(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc);
        var times = NCrontab.CrontabSchedule.Parse(function.Text("schedule").ShouldNotBeNull(), new() { IncludingSeconds = true }).GetNextOccurrences(start, start.AddDays(1)).ToList();

        times.Zip(times.Skip(1), (one, next) => next - one).Max().ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
        function.Trigger.GetProperty("useMonitor").GetBoolean().ShouldBeFalse();
        IsSet(function, "runOnStartup").ShouldBeFalse();
        function.Metadata.RetryOptions.ShouldBeNull();
    }

    private static bool IsSet(LoadedFunction function, string property) => function.Trigger.TryGetProperty(property, out var value) && value.GetBoolean();

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods;

    private static async Task<List<RouteEndpoint>> EndpointsAsync()
    {
        await using var app = Builder().Build();
        var endpoints = app.Services.GetRequiredService<ApiPipeline>().Endpoints.OfType<RouteEndpoint>().ToList();
        endpoints.Count.ShouldBeGreaterThan(8);
        return endpoints;
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection([new("AtRest:Storage:Folder", Path.Combine(Path.GetTempPath(), "atrest-never-opened")), new("AtRest:Audits:Queue", AuditsQueue)]);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddAtRestHosting(HostSettings.Read(builder.Configuration));
        return builder;
    }

    /// <summary>What the worker has declared, once for all tests of this class. It needs no storage for that.</summary>
    public sealed class LoadedApp(PublishedApp published) : IAsyncLifetime
    {
        internal IReadOnlyDictionary<string, LoadedFunction> Functions { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await using var app = await FunctionsApp.StartAsync(published.Folder);
            Functions = app.Host.Functions;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
