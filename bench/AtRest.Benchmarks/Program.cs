using AtRest.Benchmarks;
using AtRest.Benchmarks.Connections;
using AtRest.Benchmarks.Finding;
using AtRest.Benchmarks.Fleets;
using AtRest.Benchmarks.Fuzzing;
using AtRest.Benchmarks.Hostile;
using AtRest.Benchmarks.Judging;
using AtRest.Benchmarks.Policies;
using AtRest.Benchmarks.Portal;
using AtRest.Benchmarks.Reporting;
using AtRest.Benchmarks.Starting;

switch (args)
{
    case ["collect", .. var rest] when CollectOptions.TryParse(rest, out var options):
        await CollectBenchmark.RunAsync(options, Console.Out);
        return 0;
    case ["fleet", .. var rest] when FleetOptions.TryParse(rest, out var options):
        await FleetBenchmark.RunAsync(options.Program, options.Fleet, options.Runs, Console.Out);
        return 0;
    case ["emulator", .. var rest] when CollectOptions.TryParse(rest, out var options):
        await EmulatorProcess.ServeAsync(options);
        return 0;
    case ["bare", var endpoint, .. var rest] when CollectOptions.TryParse(rest, out var options):
        await BareLoop.RunAsync(new Uri(endpoint), options);
        return 0;
    case ["collector", var endpoint, .. var rest] when CollectOptions.TryParse(rest, out var options):
        await CollectBenchmark.CollectAsync(new Uri(endpoint), options);
        return 0;
    case ["evaluate", ..]:
        EvaluatorBenchmarks.Run();
        return 0;
    case ["simulate", .. var rest] when Options.TryParse([.. rest.Where(word => word != "--different")], ["lines"], out var options):
        return await SimulateBenchmark.RunAsync(options.GetValueOrDefault("lines", 1_000_000), rest.Contains("--different"), Console.Out);
    case ["judge", .. var rest] when Options.TryParse([.. rest.Where(word => word != "--compliant")], ["clusters"], out var options):
        await JudgeBenchmark.RunAsync((int)options.GetValueOrDefault("clusters", 500), rest.Contains("--compliant"), Console.Out);
        return 0;
    case ["report", var folder, .. var rest] when !folder.StartsWith('-') && Options.TryParse(rest, ["clusters"], out var options):
        await ReportBenchmark.RunAsync((int)options.GetValueOrDefault("clusters", 100), folder, Console.Out);
        return 0;
    case ["report", .. var rest] when Options.TryParse(rest, ["clusters"], out var options):
        await ReportBenchmark.RunAsync((int)options.GetValueOrDefault("clusters", 100), folder: null, Console.Out);
        return 0;
    case ["open", var file]:
        await OpenBenchmark.RunAsync(file, Console.Out);
        return 0;
    case ["big-fleet", .. var rest] when Options.TryParse(rest, ["clusters"], out var options):
        await BigFleetBenchmark.RunAsync((int)options.GetValueOrDefault("clusters", 10_000), Console.Out);
        return 0;
    case ["analyze", .. var rest] when rest.Length <= 1:
        AnalysisBenchmark.Run(rest.FirstOrDefault(), Console.Out);
        return 0;
    case ["fuzz", .. var rest] when Options.TryParse(rest, ["minutes", "seed"], out var options):
        return new Fuzzer((int)options.GetValueOrDefault("seed", 1), Console.Out).Run(TimeSpan.FromMinutes(options.GetValueOrDefault("minutes", 10)));
    case ["hostile", var program, .. var rest] when Options.TryParse(rest, ["clusters"], out var options):
        await HostileBenchmark.RunAsync(program, (int)options.GetValueOrDefault("clusters", 20), Console.Out);
        return 0;
    case ["connections", var program, .. var rest] when Options.TryParse(rest, ["count"], out var options):
        await new SlowConnectionsBenchmark(program, (int)options.GetValueOrDefault("count", 5000), Console.Out).RunAsync();
        return 0;
    case ["start", var folder, var trivial, .. var rest] when Options.TryParse(rest, ["starts"], out var options):
        return await StartBenchmark.RunAsync(folder, trivial, options.GetValueOrDefault("starts", 20), Console.Out);
    case ["commands", var program, .. var rest] when Options.TryParse(rest, ["starts"], out var options):
        await CommandBenchmark.RunAsync(Path.GetFullPath(program), options.GetValueOrDefault("starts", 10), Console.Out);
        return 0;
    case ["reports", .. var rest] when Options.TryParse(rest, ["count", "clusters", "requests"], out var options):
        await new FindBenchmark(Console.Out)
        {
            Count = (int)options.GetValueOrDefault("count", 20_000),
            Clusters = (int)options.GetValueOrDefault("clusters", 10_000),
            Requests = (int)options.GetValueOrDefault("requests", 100),
        }.RunAsync();
        return 0;
    case ["portal", .. var rest] when Options.TryParse(rest, ["clusters", "count", "requests"], out var options):
        await new PortalBenchmark(Console.Out)
        {
            Clusters = (int)options.GetValueOrDefault("clusters", 10_000),
            Reports = (int)options.GetValueOrDefault("count", 5_000),
            Requests = (int)options.GetValueOrDefault("requests", 20),
        }.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine(
            $"""
            {CollectOptions.Usage}
                   fleet PROGRAM [--runs N] [--clusters N] [--latency MS] [--concurrency N]
                   emulator [--clusters N] [--latency MS]
                   bare ENDPOINT [--clusters N] [--concurrency N]
                   collector ENDPOINT [--clusters N] [--concurrency N]
                   evaluate
                   simulate [--lines N] [--different]
                   judge [--clusters N] [--compliant]
                   report [FOLDER] [--clusters N]
                   open FILE
                   big-fleet [--clusters N]
                   analyze [FOLDER]
                   fuzz [--minutes N] [--seed N]
                   hostile PROGRAM [--clusters N]
                   connections PROGRAM [--count N]
                   start FOLDER TRIVIAL [--starts N]
                   commands PROGRAM [--starts N]
                   reports [--count N] [--clusters N] [--requests N]
                   portal [--clusters N] [--count REPORTS] [--requests N]
            """);
        return 3;
}
