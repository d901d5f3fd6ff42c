using AtRest.Benchmarks;
using AtRest.Benchmarks.Fuzzing;
using AtRest.Benchmarks.Judging;
using AtRest.Benchmarks.Policies;
using AtRest.Benchmarks.Starting;

switch (args)
{
    case ["collect", .. var rest] when CollectOptions.TryParse(rest, out var options):
        await CollectBenchmark.RunAsync(options, Console.Out);
        return 0;
    case ["evaluate", ..]:
        EvaluatorBenchmarks.Run();
        return 0;
    case ["simulate", .. var rest] when Options.TryParse(rest, ["lines"], out var options):
        return await SimulateBenchmark.RunAsync(options.GetValueOrDefault("lines", 1_000_000), Console.Out);
    case ["judge", .. var rest] when Options.TryParse(rest, ["clusters"], out var options):
        JudgeBenchmark.Run((int)options.GetValueOrDefault("clusters", 500), Console.Out);
        return 0;
    case ["fleet", .. var rest] when Options.TryParse(rest, ["clusters"], out var options):
        await FleetBenchmark.RunAsync((int)options.GetValueOrDefault("clusters", 10_000), Console.Out);
        return 0;
    case ["analyze", .. var rest] when rest.Length <= 1:
        AnalysisBenchmark.Run(rest.FirstOrDefault(), Console.Out);
        return 0;
    case ["fuzz", .. var rest] when Options.TryParse(rest, ["minutes", "seed"], out var options):
        return new Fuzzer((int)options.GetValueOrDefault("seed", 1), Console.Out).Run(TimeSpan.FromMinutes(options.GetValueOrDefault("minutes", 10)));
    case ["start", var folder, var trivial, .. var rest] when Options.TryParse(rest, ["starts"], out var options):
        return await StartBenchmark.RunAsync(folder, trivial, options.GetValueOrDefault("starts", 20), Console.Out);
    default:
        Console.Error.WriteLine(
            $"""
            {CollectOptions.Usage}
                   evaluate
                   simulate [--lines N]
                   judge [--clusters N]
                   fleet [--clusters N]
                   analyze [FOLDER]
                   fuzz [--minutes N] [--seed N]
                   start FOLDER TRIVIAL [--starts N]
            """);
        return 3;
}
