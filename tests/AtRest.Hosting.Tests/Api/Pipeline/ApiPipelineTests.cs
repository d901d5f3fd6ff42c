using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AtRest.Hosting.Api;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Api.Pipeline;

/// <summary>One pipeline: what another server hands to it is answered as by our own, whatever that server's routes are.</summary>
public sealed class ApiPipelineTests
{
    [Theory]
    [InlineData("GET", "/api/health/live", 200)]
    [InlineData("HEAD", "/api/health/live", 200)]
    [InlineData("GET", "/api/organizations/acme/clusters", 200)]
    [InlineData("GET", "/api/organizations/globex/clusters", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/portal", 404)]
    [InlineData("GET", "/api/health/other", 404)]
    [InlineData("HEAD", "/api/nothing", 404)]
    [InlineData("PUT", "/api/health/live", 405)]
    [InlineData("HEAD", "/api/webhooks/key-policy", 405)]
    [InlineData("GET", "/api/health/live?a=1&a=2", 400)]
    [InlineData("GET", "/api/organizations/acme/reports?limit=1&limit=2", 400)]
    public async Task Request_ThroughAnotherServer_IsAnsweredAsByOurOwn(string method, string address, int status)
    {
        await using var server = await ForeignServer.StartAsync();

        var reply = await server.SendAsync(method, address, Fleet.AcmeKey);

        ((int)reply.Status).ShouldBe(status, reply.Body);
        reply.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        if (method == "HEAD")
        {
            reply.Body.ShouldBeEmpty();
        }
        else if (status >= 400)
        {
            reply.ShouldBeProblem(status);
            reply.Json.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        }

        reply.Headers.ContainsKey("Allow").ShouldBe(status == 405);
    }

    /// <summary>A function that throws gives the caller a 500 without a body. So nothing is thrown.</summary>
    [Fact]
    public async Task Route_Throws_IsAProblemWhoseTraceIdTheLogHas()
    {
        await using var server = await ForeignServer.StartAsync(services => services.AddSingleton<IReportCatalog, BrokenCatalog>());

        var reply = await server.SendAsync("GET", "/api/organizations/acme/reports", Fleet.AcmeKey);

        reply.ShouldBeProblem(500);
        reply.Body.ShouldNotContain("secretive");
        server.Log.Text.ShouldContain($"Request {reply.Json.GetProperty("traceId").GetString()} failed");
    }

    /// <summary>A worker runs functions outside of its web server's context, so that there is no span.</summary>
    [Fact]
    public async Task Route_OutsideOfAnySpan_HasTheTraceThatCameWithTheRequest()
    {
        await using var server = await ForeignServer.StartAsync(handle: context =>
        {
            context.SetEndpoint(null);
            Activity.Current = null;
            return context.RequestServices.GetRequiredService<ApiPipeline>().HandleAsync(context);
        });

        (await server.SendAsync("GET", "/nothing")).Json.GetProperty("traceId").GetString()!.ShouldMatch("^[0-9a-f]{32}$");
    }

    [Theory]
    [InlineData("GET", "/api/organizations/acme/clusters", "GET /api/organizations/{organization}/clusters")]
    [InlineData("HEAD", "/api/health/live", "HEAD /api/health/live")]
    [InlineData("GET", "/nothing", "function")]
    public async Task Span_OfAFunction_IsNamedByTheMatchedEndpoint(string method, string path, string name)
    {
        using var source = new ActivitySource($"AtRest.Tests.{Guid.NewGuid():N}");
        using var listener = new ActivityListener { ShouldListenTo = heard => heard.Name == source.Name, Sample = (ref _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        Activity? span = null;
        await using var server = await ForeignServer.StartAsync(handle: async context =>
        {
            context.SetEndpoint(null);
            using (span = source.StartActivity("function"))
            {
                await context.RequestServices.GetRequiredService<ApiPipeline>().HandleAsync(context);
            }
        });

        await server.SendAsync(method, path, Fleet.AcmeKey);

        span!.DisplayName.ShouldBe(name);
        span.GetTagItem("http.route").ShouldBe(name == "function" ? null : name.Split(' ')[1]);
    }

    [Fact]
    public async Task Metric_OfARequest_IsNamedByTheMatchedEndpoint()
    {
        await using var server = await ForeignServer.StartAsync();
        const string Route = "/api/organizations/{organization}/clusters";
        var measured = new TaskCompletionSource();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Name == "http.server.request.duration") { self.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            if (tags.ToArray().Contains(new("http.route", Route)))
            {
                measured.TrySetResult();
            }
        });
        listener.Start();

        await server.SendAsync("GET", "/api/organizations/acme/clusters", Fleet.AcmeKey);

        // The server measures a request after its answer was sent.
        await measured.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>A process that is started for a queue's message does not pay for it.</summary>
    [Fact]
    public async Task Pipeline_NoRequestYet_IsNotBuilt()
    {
        var made = 0;
        await using var server = await ForeignServer.StartAsync(services => services.AddSingleton(provider =>
        {
            made++;
            return new Hosting.Api.RateLimits.ClientAddresses(provider.GetRequiredService<ApiSettings>());
        }));
        server.Services.GetRequiredService<ApiPipeline>();
        made.ShouldBe(0);

        await server.SendAsync("GET", "/api/health/live");

        made.ShouldBe(1);
    }

    [Fact]
    public async Task LostRequest_TooOften_CountsAgainstItsAddress()
    {
        await using var server = await ForeignServer.StartAsync(handle: context => context.RequestServices.GetRequiredService<LostRequests>().AnswerAsync(context, new TimeoutException("secretive")));
        List<int> statuses = [];
        for (var request = 0; request < 35; request++)
        {
            var reply = await server.SendAsync("GET", "/api/health/live");
            reply.ShouldBeProblem((int)reply.Status);
            reply.Body.ShouldNotContain("secretive");
            statuses.Add((int)reply.Status);
        }

        statuses.Distinct().ShouldBe([500, 429]);
        server.Log.Text.ShouldContain("from 127.0.0.1 did not reach its function");
    }

    private sealed class BrokenCatalog : IReportCatalog
    {
        public Task<ReportPage?> ListAsync(string organizationId, string? before, int limit, CancellationToken cancellationToken) => throw new InvalidCastException("secretive");

        public Task<ReportEntry?> FindAsync(string organizationId, string reportId, CancellationToken cancellationToken) => throw new InvalidCastException("secretive");

        public Task<ReportEntry?> LatestAsync(string organizationId, LatestOf scope, CancellationToken cancellationToken) => throw new InvalidCastException("secretive");

        public Task<ImmutableDictionary<string, ClusterStanding>> StandingsAsync(string organizationId, CancellationToken cancellationToken) => throw new InvalidCastException("secretive");

        public Task<BlobContent?> OpenAsync(ReportEntry report, ReportFile file, CancellationToken cancellationToken) => throw new InvalidCastException("secretive");

        public Task<Uri?> LinkAsync(ReportEntry report, ReportFile file, TimeSpan lifetime, CancellationToken cancellationToken) => throw new InvalidCastException("secretive");
    }
}
