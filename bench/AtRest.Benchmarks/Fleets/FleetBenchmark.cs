using System.Diagnostics;
using System.Globalization;

namespace AtRest.Benchmarks.Fleets;

/// <summary>
/// The real program <c>atrest audit</c> beside a bare loop of the same calls, in turn, each as a process, against the same emulator in a third process: what an audit costs beyond its calls.
/// </summary>
internal static class FleetBenchmark
{
    private const double Mebibyte = 1024 * 1024;

    /// <param name="program">The published program; null: the one that was built with the benchmarks.</param>
    /// <param name="options">The fleet.</param>
    /// <param name="runs">How many of each.</param>
    /// <param name="output">The figures.</param>
    public static async Task RunAsync(string? program, CollectOptions options, int runs, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("atrest-fleet-").FullName;
        try
        {
            var inventory = Path.Combine(folder, "inventory.json");
            await File.WriteAllTextAsync(inventory, Fleet.Inventory(options.Clusters));
            await using var emulator = await EmulatorProcess.StartAsync(options);

            // The first calls of the emulator cost more than the others.
            await MeasureAsync(emulator, Bare(emulator, options with { Clusters = Math.Min(options.Clusters, 500) }));
            List<Run> audits = [];
            List<Run> loops = [];
            for (var run = 0; run < runs; run++)
            {
                loops.Add(await MeasureAsync(emulator, Bare(emulator, options)));
                audits.Add(await MeasureAsync(emulator, Audit(program, emulator, inventory, Path.Combine(folder, "reports"))));
            }

            await WriteAsync(output, options, [("audit", audits), ("bare loop", loops)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ProcessStartInfo Bare(EmulatorProcess emulator, CollectOptions options) => EmulatorProcess.Self(
        "bare", emulator.Endpoint.AbsoluteUri, "--clusters", Number(options.Clusters), "--concurrency", Number(options.Concurrency));

    private static ProcessStartInfo Audit(string? program, EmulatorProcess emulator, string inventory, string reports)
    {
        string[] arguments = ["audit", "--inventory", inventory, "--output", reports, "--quiet"];
        var start = program is null
            ? new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AtRest.Cli.dll"), .. arguments])
            : new ProcessStartInfo(program, arguments);
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

        await output.WriteLineAsync(Text(
            $"{"ratio",-10} {"",7} {Ratio(run => run.Cost.Wall.TotalSeconds),8:0.00} {Ratio(run => run.Cost.Processor.TotalSeconds),10:0.00} {Ratio(run => run.Emulator.TotalSeconds),11:0.00} {Ratio(run => run.Cost.PeakMemory),12:0.00}"));

        double Ratio(Func<Run, double> value) => Median(all[0].Runs, value) / Median(all[1].Runs, value);
    }

    private static double Median(List<Run> runs, Func<Run, double> value) => runs.Select(value).Order().ElementAt(runs.Count / 2);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Run(Cost Cost, TimeSpan Emulator, int Calls);
}
