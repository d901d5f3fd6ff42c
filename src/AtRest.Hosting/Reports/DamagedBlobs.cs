using System.Collections.Concurrent;
using System.Collections.Immutable;
using AtRest.Hosting.Telemetry;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Reports;

/// <summary>
/// The blobs about reports that this process found damaged, or could not read. Such a blob hides only itself: it is logged once, and <c>ready</c> shows it until it is repaired or gone.
/// </summary>
internal sealed partial class DamagedBlobs(AtRestMeters meters, TimeProvider time, ILogger<DamagedBlobs> log)
{
    /// <summary>The largest number of blobs that are named, and read again by one check.</summary>
    public const int MostNamed = 20;

    /// <summary>How long a blob is shown that is not read again by checks.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Damage> damaged = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> logged = new(StringComparer.Ordinal);

    /// <summary>The number of damaged blobs.</summary>
    public int Count => damaged.Count;

    /// <summary>Some of their names, in order.</summary>
    public ImmutableArray<string> Names => [.. damaged.Keys.Order(StringComparer.Ordinal).Take(MostNamed)];

    /// <param name="name">The damaged blob.</param>
    /// <param name="cause">What is wrong with it.</param>
    /// <param name="readAgain">Reads the blob again and then calls this object; null for a blob that is shown for an hour, because AtRest writes it again by itself, or because it is large.</param>
    public void Note(string name, StorageException cause, Func<CancellationToken, Task>? readAgain)
    {
        Show(name, readAgain);
        if (!logged.TryAdd(name, true))
        {
            return;
        }

        if (cause.IsOfOneBlob)
        {
            LogUnreadable(name, cause.Message);
        }
        else
        {
            LogDamage(name, cause.InnerException?.Message ?? cause.Message);
        }
    }

    /// <summary>The same without a line in the log: the caller throws the error, and it is logged for the request that fails.</summary>
    public void Show(string name, Func<CancellationToken, Task>? readAgain)
    {
        var isNew = !damaged.ContainsKey(name);
        damaged[name] = new Damage(time.GetTimestamp(), readAgain);
        if (isNew)
        {
            meters.DamageFound();
        }
    }

    /// <summary>The blob was read, or no longer exists.</summary>
    public void Forget(string name) => damaged.TryRemove(name, out _);

    /// <summary>Reads damaged blobs again: some may have been restored.</summary>
    public async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, damage) in damaged.OrderBy(blob => blob.Key, StringComparer.Ordinal).Take(MostNamed))
        {
            if (damage.ReadAgain is { } read)
            {
                try
                {
                    await read(cancellationToken);
                }
                catch (StorageException exception) when (exception.IsOfOneBlob)
                {
                    // Still not readable: it stays noted.
                }
            }
            else if (time.GetElapsedTime(damage.NotedAt) > Shown)
            {
                Forget(name);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The blob '{Blob}' is damaged. It is left out, and everything else goes on. Restore it from a backup, or delete it. {Cause}")]
    private partial void LogDamage(string blob, string cause);

    [LoggerMessage(LogLevel.Error, "The blob '{Blob}' cannot be read now. Reports that can be read are shown, and what needs the blob waits for it. {Cause}")]
    private partial void LogUnreadable(string blob, string cause);

    private sealed record Damage(long NotedAt, Func<CancellationToken, Task>? ReadAgain);
}
