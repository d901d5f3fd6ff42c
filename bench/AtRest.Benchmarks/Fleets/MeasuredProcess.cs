using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AtRest.Benchmarks.Fleets;

/// <summary>What a process cost, from its start to its end.</summary>
/// <param name="Wall">The time.</param>
/// <param name="Processor">The time on all cores, in user and kernel mode.</param>
/// <param name="PeakMemory">The largest resident set, in bytes.</param>
/// <param name="ExitCode">The exit code.</param>
internal sealed record Cost(TimeSpan Wall, TimeSpan Processor, long PeakMemory, int ExitCode);

/// <summary>Runs a process and measures it. .NET forgets both values when a process ends, so they are read every few milliseconds until then.</summary>
internal static class MeasuredProcess
{
    /// <summary>0, 1 and 2 are verdicts.</summary>
    private const int LargestExitCodeOfAnAudit = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <param name="start">The process. What it prints is dropped.</param>
    public static async Task<Cost> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        var (processor, peak) = (TimeSpan.Zero, 0L);
        while (await Task.WhenAny(ended, Task.Delay(Interval, TimeProvider.System)) != ended)
        {
            try
            {
                process.Refresh();
                (processor, peak) = (process.TotalProcessorTime, Math.Max(peak, PeakOf(process.Id)));
            }
            catch (Exception gone) when (gone is InvalidOperationException or IOException or Win32Exception)
            {
                // It has just ended: the values before are the last.
            }
        }

        var elapsed = watch.Elapsed;
        await output;
        var said = await errors;
        return process.ExitCode <= LargestExitCodeOfAnAudit
            ? new Cost(elapsed, processor, peak, process.ExitCode)
            : throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {said}");
    }

    /// <summary>The largest resident set so far. .NET does not read it on Linux (https://man7.org/linux/man-pages/man5/proc_pid_status.5.html).</summary>
    private static long PeakOf(int id)
    {
        const string Name = "VmHWM:";
        var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[Name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024;
    }
}
