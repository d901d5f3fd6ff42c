using System.Diagnostics;
using System.Globalization;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Work;

namespace AtRest.Hosting.Tests.Audits;

/// <summary>
/// The nightly audit of many organizations through the queue. With <c>ATREST_TEST_ORGANIZATIONS=40</c> and <c>ATREST_TEST_CLUSTERS=50</c> it is the fleet that AtRest is
/// measured with.
/// </summary>
public sealed class ScaleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Night_OfManyOrganizations_ReportsEachOnce()
    {
        var fleet = new MadeFleet(Number("ATREST_TEST_ORGANIZATIONS", 6), Number("ATREST_TEST_CLUSTERS", 24));
        await using var world = await AuditWorld.BeginAsync(fleet);
        await using var server = world.ServeAtLeisure();
        var started = Stopwatch.GetTimestamp();
        await server.Nightly.RunAsync(new NightlyTick(TimeProvider.System.GetUtcNow(), IsPastDue: false), Cancellation);
        var ordered = Stopwatch.GetElapsedTime(started);
        await server.DrainAsync(workers: 4);
        var done = Stopwatch.GetElapsedTime(started);
        foreach (var id in fleet.Ids)
        {
            (await server.EvidenceAsync(await server.OnlyReportAsync(id))).NotEvaluated.ShouldBe([]);
        }

        // Each organization's answer is requested once, however many batches there are.
        world.Calls["camunda:GetClusters"].ShouldBe(fleet.Ids.Count());
        using var process = Process.GetCurrentProcess();
        TestContext.Current.SendDiagnosticMessage($"{fleet.Ids.Count()} organizations: ordered in {ordered.TotalSeconds:F1} s, reported after {done.TotalSeconds:F1} s; peak working set with the fake clouds {process.PeakWorkingSet64 >> 20} MiB, {process.TotalProcessorTime.TotalSeconds:F0} s of processor");
    }

    private static int Number(string variable, int fallback) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
