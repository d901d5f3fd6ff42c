using System.Diagnostics;
using System.Globalization;
using AtRest.Benchmarks.Fleets;
using AtRest.Collectors.Tests.Support;
using AtRest.FakeClouds;
using Answers = AtRest.Collectors.Tests.Support.Hostile;

namespace AtRest.Benchmarks.Hostile;

/// <summary>
/// What <c>atrest audit</c> costs if an endpoint answers every call but <c>sts:AssumeRole</c> without a bound: responses of a gibibyte, documents of many small values, and lists that do not
/// end. Each audit is a separate process.
/// </summary>
internal static class HostileBenchmark
{
    private const double Mebibyte = 1024 * 1024;

    private static readonly (string Name, HostileAnswer Answer)[] Attacks =
    [
        ("1 GiB, with its length", Answers.Declared()),
        ("1 GiB, without a length", Answers.Endless()),
        ("1 GiB, in chunks", Answers.Chunked()),
        ("1 GiB, in chunks, as an error", Answers.Chunked(500)),
        ("8 MB of empty objects", Answers.Body($"{{\"Grants\": [{string.Join(',', Enumerable.Repeat("{}", 2_700_000))}]}}")),
        ("8 MB, nested", Answers.Body($"{{\"a\": {new string('[', 4_000_000)}{new string(']', 4_000_000)}}}")),
        ("pages without an end", Pages()),
    ];

    /// <param name="program">The program.</param>
    /// <param name="clusters">The clusters of the fleet, each with a key.</param>
    /// <param name="output">The figures.</param>
    public static async Task RunAsync(string program, int clusters, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("atrest-hostile-").FullName;
        try
        {
            var inventory = Path.Combine(folder, "inventory.json");
            await File.WriteAllTextAsync(inventory, Fleet.Inventory(clusters));
            await using var cloud = await FakeCloud.StartAsync(Fleet.Scenario(new CollectOptions { Clusters = clusters, Latency = 0 }));
            await output.WriteLineAsync(Text($"{clusters} clusters, {Environment.ProcessorCount} cores"));
            await output.WriteLineAsync(Text($"{"",-32} {"requests",9} {"bytes sent",12} {"wall",9} {"processor",10} {"peak memory",12}"));
            await MeasureAsync("no attack", _ => null);
            foreach (var (name, answer) in Attacks)
            {
                await MeasureAsync(name, request => request.Text.Contains("Action=AssumeRole", StringComparison.Ordinal) ? null : answer);
            }

            async Task MeasureAsync(string name, Func<HostileRequest, HostileAnswer?> attack)
            {
                await using var server = new HostileServer(attack, cloud.Endpoint);
                var cost = await MeasuredProcess.RunAsync(Audit(program, server.Endpoint, inventory, Path.Combine(folder, "reports")));
                await output.WriteLineAsync(Text(
                    $"{name,-32} {server.Attacked.Count,9} {server.Taken / Mebibyte,8:0} MiB {cost.Wall.TotalSeconds,7:0.0} s {cost.Processor.TotalSeconds,8:0.0} s {cost.PeakMemory / Mebibyte,8:0} MiB"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Pages of grants of almost 8 MB, each with a new marker.</summary>
    private static HostileAnswer Pages()
    {
        var page = 0;
        var filler = string.Join(',', Enumerable.Repeat($$"""{"GrantId": "{{new string('g', 250_000)}}"}""", 30));
        return connection => Answers.Body($$"""{"Grants": [{{filler}}], "Truncated": true, "NextMarker": "{{Interlocked.Increment(ref page)}}"}""")(connection);
    }

    private static ProcessStartInfo Audit(string program, Uri endpoint, string inventory, string reports)
    {
        var start = new ProcessStartInfo(program, ["audit", "--inventory", inventory, "--output", reports, "--quiet"]);
        start.Environment["AWS_ENDPOINT_URL"] = endpoint.AbsoluteUri;
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        return start;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
