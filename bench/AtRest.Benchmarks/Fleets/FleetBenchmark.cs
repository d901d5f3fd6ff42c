using System.Diagnostics;
using System.Globalization;

namespace AtRest.Benchmarks.Fleets;

/// <summary>
/// The real program <c>atrest audit</c>, its collector alone, and a bare loop of the same calls, in turn, each as a separate process, against one emulator in another process: what an audit
/// costs beyond its calls.
/// </summary>
internal static class FleetBenchmark
{
    private const double Mebibyte = 1024 * 1024;

    /// <param name="program">The program.</param>
    /// <param name="options">The fleet.</param>
    /// <param name="runs">How many of each.</param>
    /// <param name="output">The figures.</param>
    public static async Task RunAsync(string program, CollectOptions options, int runs, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("atrest-fleet-").FullName;
        try
        {
            var inventory = Path.Combine(folder, "inventory.json");
            await File.WriteAllTextAsync(inventory, Fleet.Inventory(options.Clusters));
            await using var emulator = await EmulatorProcess.StartAsync(options);

            // The first calls of the emulator cost more than the others.
            await MeasureAsync(emulator, Self("bare", emulator, options with { Clusters = Math.Min(options.Clusters, 500) }));
            (string Name, Func<ProcessStartInfo> Start, List<Run> Runs)[] all =
            [
                ("bare loop", () => Self("bare", emulator, options), []),
                ("collector", () => Self("collector", emulator, options), []),
                ("audit", () => Audit(program, emulator, inventory, Path.Combine(folder, "reports")), []),
            ];
            for (var run = 0; run < runs; run++)
            {
                foreach (var (_, start, costs) in all)
                {
                    costs.Add(await MeasureAsync(emulator, start()));
                }
            }

            await WriteAsync(output, options, [.. all.Select(entry => (entry.Name, entry.Runs))]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ProcessStartInfo Self(string command, EmulatorProcess emulator, CollectOptions options) => EmulatorProcess.Self(
        command, emulator.Endpoint.AbsoluteUri, "--clusters", Number(options.Clusters), "--concurrency", Number(options.Concurrency));

    private static ProcessStartInfo Audit(string program, EmulatorProcess emulator, string inventory, string reports)
    {
        var start = new ProcessStartInfo(program, ["audit", "--inventory", inventory, "--output", reports, "--lookup-events", "0", "--quiet"]);
        start.Environment["AWS_ENDPOINT_URL"] = emulator.Endpoint.AbsoluteUri;
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        return start;
    }

    private static async Task<Run> MeasureAsync(EmulatorProcess emulator, ProcessStartInfo start)
    {
        await emulator.TakeCallsAsync();
        var before = emulator.Processor;
        var cost = await MeasuredProcess.RunAsync(start);
        return new Run(cost, emulator.Processor - before, await emulator.TakeCallsAsync());
    }

    private static async Task WriteAsync(TextWriter output, CollectOptions options, (string Name, List<Run> Runs)[] all)
    {
        await output.WriteLineAsync(Text($"{options.Clusters} clusters, {options.Latency} ms a call, {options.Concurrency} requests at once, {Environment.ProcessorCount} cores; medians of {all[0].Runs.Count}"));
        await output.WriteLineAsync(Text($"{"",-10} {"calls",7} {"wall",8} {"processor",10} {"emulator's",11} {"peak memory",12}"));
        foreach (var (name, runs) in all)
        {
            await output.WriteLineAsync(Text(
                $"{name,-10} {runs[0].Calls,7} {Median(runs, run => run.Cost.Wall.TotalSeconds),6:0.00} s {Median(runs, run => run.Cost.Processor.TotalSeconds),8:0.00} s {Median(runs, run => run.Emulator.TotalSeconds),9:0.00} s {Median(runs, run => run.Cost.PeakMemory / Mebibyte),8:0} MiB"));
        }

        var (loop, audit) = (all[0].Runs, all[^1].Runs);
        await output.WriteLineAsync(Text(
            $"An audit takes {Ratio(run => run.Cost.Wall.TotalSeconds):0.00} times the wall time and {Ratio(run => run.Cost.Processor.TotalSeconds):0.00} times the processor time of the bare loop."));

        double Ratio(Func<Run, double> value) => Median(audit, value) / Median(loop, value);
    }

    private static double Median(List<Run> runs, Func<Run, double> value) => runs.Select(value).Order().ElementAt(runs.Count / 2);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Run(Cost Cost, TimeSpan Emulator, int Calls);
}
