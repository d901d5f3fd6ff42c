using AtRest.Benchmarks;

if (args is not ["collect", ..] || !CollectOptions.TryParse(args[1..], out var options))
{
    Console.Error.WriteLine(CollectOptions.Usage);
    return 3;
}

await CollectBenchmark.RunAsync(options, Console.Out);
return 0;
