using System.Diagnostics;
using System.Globalization;

namespace AtRest.Functions.Tests.Support;

/// <summary>What the system says about processes that are not children of the tests.</summary>
internal static class Processes
{
    /// <summary>A process that has ended and that no parent has asked about yet is not running any more.</summary>
    public static bool IsRunning(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>How long the process went on; fails after a limit.</summary>
    public static async Task<TimeSpan> EndOfAsync(int id, TimeSpan limit, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (IsRunning(id))
        {
            watch.Elapsed.ShouldBeLessThan(limit, $"Process {id} is still running.");
            await Task.Delay(20, cancellationToken);
        }

        return watch.Elapsed;
    }

    /// <summary>The most memory that a process has had in use so far, in bytes.</summary>
    public static long PeakMemory(int id)
    {
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
