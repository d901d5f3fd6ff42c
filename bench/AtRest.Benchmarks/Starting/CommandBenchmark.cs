using System.Diagnostics;
using System.Globalization;
using AtRest.Benchmarks.Fleets;
using AtRest.Benchmarks.Policies;

namespace AtRest.Benchmarks.Starting;

/// <summary>
/// The published command line, each start a process: <c>--version</c> (what every command costs at least), <c>policy check</c> of the documented policy, <c>audit --demo</c>, and <c>serve</c>
/// until its first answer. The methods that the JIT compiler still has to compile explain most of the difference between them.
/// </summary>
internal static class CommandBenchmark
{
    private const string Live = "api/health/live";

    /// <param name="program">The program.</param>
    /// <param name="starts">How many of each.</param>
    /// <param name="output">The figures.</param>
    public static async Task RunAsync(string program, long starts, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("atrest-commands-").FullName;
        try
        {
            var policy = Path.Combine(folder, "policy.json");
            await File.WriteAllTextAsync(policy, Documented.Policy);
            using var client = new HttpClient();
            (string Name, Func<string?, Task<Start>> Run, List<Start> Starts)[] all =
            [
                ("--version", jit => CommandAsync(program, jit, "--version"), []),
                ("policy check", jit => CommandAsync(program, jit, "policy", "check", "--policy", policy, "--key-arn", Documented.Key.Value, "--role-arn", Documented.RoleArn), []),
                ("audit --demo", jit => CommandAsync(program, jit, "audit", "--demo"), []),
                ("serve, first answer", jit => ServeAsync(program, jit, Path.Combine(folder, Guid.NewGuid().ToString()), client), []),
            ];
            var compiled = new Dictionary<string, int>();
            foreach (var (name, run, _) in all)
            {
                // Also the first start, which reads the files from the disk.
                var methods = Path.Combine(folder, "compiled.txt");
                await run(methods);
                compiled[name] = File.ReadLines(methods).Count();
                File.Delete(methods);
            }

            for (var start = 0L; start < starts; start++)
            {
                foreach (var (_, run, done) in all)
                {
                    done.Add(await run(null));
                }
            }

            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{"",-20} {"wall",8} {"processor",10} {"compiled at run time",21}   (medians of {starts})"));
            foreach (var (name, _, done) in all)
            {
                var (wall, processor) = (Median(done, start => start.Wall), Median(done, start => start.Processor));
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {wall.TotalMilliseconds,5:0} ms {processor.TotalMilliseconds,7:0} ms {compiled[name],13} methods"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TimeSpan Median(List<Start> starts, Func<Start, TimeSpan> value) => starts.Select(value).Order().ElementAt(starts.Count / 2);

    private static async Task<Start> CommandAsync(string program, string? jit, params string[] arguments)
    {
        var cost = await MeasuredProcess.RunAsync(Prepare(program, jit, arguments));
        return new Start(cost.Wall, cost.Processor);
    }

    /// <summary>Starts the server in a new folder, with the inventory of the samples.</summary>
    private static async Task<Start> ServeAsync(string program, string? jit, string data, HttpClient client)
    {
        var start = Prepare(program, jit, ["serve", "--inventory", Path.Combine(AppContext.BaseDirectory, "inventory.json"), "--data", data, "--urls", "http://127.0.0.1:0"]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        try
        {
            // The server writes its address as soon as it listens.
            var line = await process.StandardError.ReadLineAsync();
            var address = line?.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"The server wrote no address, but: {line}");
            using var answer = await client.GetAsync(new Uri(new Uri(address), "/" + Live));
            answer.EnsureSuccessStatusCode();
            var wall = watch.Elapsed;
            process.Refresh();
            return new Start(wall, process.TotalProcessorTime);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <param name="program">The program.</param>
    /// <param name="jit">The file for the methods that the JIT compiler compiles. Null if they are not counted, which costs time.</param>
    /// <param name="arguments">Its arguments.</param>
    private static ProcessStartInfo Prepare(string program, string? jit, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        if (jit is not null)
        {
            // https://github.com/dotnet/runtime/blob/main/docs/design/coreclr/jit/viewing-jit-dumps.md
            start.Environment["DOTNET_JitStdOutFile"] = jit;
            start.Environment["DOTNET_JitDisasmSummary"] = "1";
        }

        return start;
    }

    /// <param name="Wall">The time from the start of the process.</param>
    /// <param name="Processor">The time on all cores.</param>
    private sealed record Start(TimeSpan Wall, TimeSpan Processor);
}
