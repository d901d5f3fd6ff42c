using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AtRest.Benchmarks.Policies;

/// <summary>The real process <c>atrest policy simulate</c>: from its start to its first answer, and how many lines a second, in how much memory.</summary>
internal static class SimulateBenchmark
{
    private const int Starts = 5;

    /// <param name="lines">How many lines.</param>
    /// <param name="different">Whether each line has its own policy.</param>
    /// <param name="output">Receives the measurements.</param>
    public static async Task<int> RunAsync(long lines, bool different, TextWriter output)
    {
        var first = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            first.Add(await StartAsync());
        }

        first.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"process start to first answer: median {first[Starts / 2]:0} ms, best {first[0]:0} ms of {Starts}"));
        await StreamAsync(lines, different, output);
        return 0;
    }

    private static async Task<double> StartAsync()
    {
        var watch = Stopwatch.StartNew();
        using var process = Start();
        await process.StandardInput.WriteLineAsync(Line(1));
        await process.StandardInput.FlushAsync();
        var answer = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("No answer came.");
        var elapsed = watch.Elapsed.TotalMilliseconds;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return answer.Contains("\"allow\"", StringComparison.Ordinal) ? elapsed : throw new InvalidOperationException(answer);
    }

    private static async Task StreamAsync(long lines, bool different, TextWriter output)
    {
        using var process = Start();
        var watch = Stopwatch.StartNew();
        var writing = WriteAsync(process, lines, different);
        var (answers, peak, processor) = await ReadAsync(process);
        await writing;
        watch.Stop();
        await process.WaitForExitAsync();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{lines} lines: {answers} answers in {watch.Elapsed.TotalSeconds:0.0} s, {lines / watch.Elapsed.TotalSeconds:0} a second; {processor.TotalSeconds:0.0} s of processor time; peak memory of the process {peak / 1024 / 1024} MiB"));
    }

    private static async Task WriteAsync(Process process, long lines, bool different)
    {
        var stream = process.StandardInput.BaseStream;
        var piece = new StringBuilder();
        for (var number = 1L; number <= lines; number++)
        {
            piece.Append(different ? OwnLine(number) : Line(number)).Append('\n');
            if (number % 100 == 0 || number == lines)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(piece.ToString()));
                piece.Clear();
            }
        }

        stream.Close();
    }

    private static async Task<(long Answers, long Peak, TimeSpan Processor)> ReadAsync(Process process)
    {
        var buffer = new byte[256 * 1024];
        var (answers, peak, processor) = (0L, 0L, TimeSpan.Zero);
        for (var reads = 0; await process.StandardOutput.BaseStream.ReadAsync(buffer) is > 0 and var count; reads++)
        {
            answers += buffer.AsSpan(0, count).Count((byte)'\n');
            if (reads % 64 == 0)
            {
                process.Refresh();
                peak = Math.Max(peak, process.WorkingSet64);
                processor = process.TotalProcessorTime;
            }
        }

        return (answers, peak, processor);
    }

    private static string Line(long id) => string.Create(
        CultureInfo.InvariantCulture,
        $$$$"""{"id":{{{{id}}}},"policy":{{{{OneLine}}}},"keyArn":"{{{{Documented.Key}}}}","request":{"principal":"{{{{Documented.RoleArn}}}}","action":"kms:Decrypt","context":{"kms:ViaService":["ec2.eu-central-1.amazonaws.com"]}}}""");

    /// <summary>A line whose role, policy and key no other line has.</summary>
    private static string OwnLine(long id) => Line(id)
        .Replace("role/tenant-acme", string.Create(CultureInfo.InvariantCulture, $"role/tenant-{id}"), StringComparison.Ordinal)
        .Replace("111111111111\"", string.Create(CultureInfo.InvariantCulture, $"{id:x12}\""), StringComparison.Ordinal);

    private static string OneLine { get; } = JsonSerializer.Serialize(JsonDocument.Parse(Documented.Policy).RootElement);

    private static Process Start() => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AtRest.Cli.dll"), "policy", "simulate"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    }) ?? throw new InvalidOperationException("The command line did not start.");
}
