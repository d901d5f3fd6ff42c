using System.Collections.Immutable;
using AtRest.Hosting.Clocks;
using AtRest.Hosting.Reports;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Health;

/// <summary>
/// Checks all dependencies at once, each for at most three seconds, and caches the result for five: however many requests come, the storage is called once in that time.
/// </summary>
internal sealed partial class Readiness(Probes probes, DamagedBlobs damaged, ClockWatch clock, TimeProvider time, ILogger<Readiness> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task<ImmutableArray<HealthCheck>>? latest;
    private long lookedAt;

    /// <summary>The dependencies, and whether each works. Never throws.</summary>
    public Task<ImmutableArray<HealthCheck>> CheckAsync()
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && time.GetElapsedTime(lookedAt) >= Kept))
            {
                lookedAt = time.GetTimestamp();
                latest = LookAtAllAsync();
            }

            return latest;
        }
    }

    // Not cancelled with a request: other requests wait for the same answer.
    private async Task<ImmutableArray<HealthCheck>> LookAtAllAsync()
    {
        var reports = Task.Run(LookAtReportsAsync);
        ImmutableArray<HealthCheck> checks = [.. await Task.WhenAll(probes.All().Select(probe => Task.Run(() => LookAtAsync(probe))))];
        checks = await reports is { } damage ? checks.Add(damage) : checks;
        var signs = clock.Signs;
        return signs.IsEmpty ? checks : checks.Add(new HealthCheck("clock", false) { Cause = string.Join(' ', signs), IsMinor = true });
    }

    /// <summary>Null if this process has found no damaged blob, or all are repaired.</summary>
    private async Task<HealthCheck?> LookAtReportsAsync()
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        try
        {
            await damaged.LookAgainAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or StorageException)
        {
            // Whether the storage works is the matter of another check. What was damaged still counts as damaged.
        }

        return damaged.Count == 0 ? null : new HealthCheck("reports", false)
        {
            Cause = "Some blobs about reports are damaged, or cannot be read now: they are left out, and everything else works. The log names them, and so does this address for an operator's credential.",
            Blobs = damaged.Names,
            IsMinor = true,
        };
    }

    private async Task<HealthCheck> LookAtAsync(Probe probe)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        try
        {
            await probe.CheckAsync(limit.Token).WaitAsync(limit.Token);
            return new HealthCheck(probe.Name, true);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            LogSlow(probe.Name, Timeout.TotalSeconds);
            return new HealthCheck(probe.Name, false) { Cause = $"{probe.Trouble} There was no response within {Timeout.TotalSeconds} s." };
        }
        catch (Exception exception)
        {
            LogTrouble(exception, probe.Name);
            return new HealthCheck(probe.Name, false) { Cause = probe.Trouble };
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not ready: {Check} did not respond within {Seconds} s")]
    private partial void LogSlow(string check, double seconds);

    [LoggerMessage(LogLevel.Warning, "Not ready: {Check} does not work")]
    private partial void LogTrouble(Exception exception, string check);
}
