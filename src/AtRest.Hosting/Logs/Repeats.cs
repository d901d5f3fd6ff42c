using System.Collections.Immutable;

namespace AtRest.Hosting.Logs;

/// <summary>
/// Decides whether a thing that others can repeat as often as they like is logged, or only counted. The first ones are logged. What follows is counted, and reported once per window, until a
/// window has none. The memory is bounded: there are at most <see cref="MostKeys"/> keys, and what comes beyond them is counted together.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="window">How long is counted before it is reported.</param>
/// <param name="first">How many are logged.</param>
/// <param name="others">The key of what comes beyond the largest number of keys.</param>
/// <param name="report">Writes the number of those that were not logged. It is called when a window ends, and at the end of the process.</param>
internal sealed class Repeats<TKey>(TimeProvider time, TimeSpan window, int first, TKey others, Action<TKey, Repeat> report) : IDisposable
    where TKey : notnull
{
    /// <summary>The largest number of keys at a time.</summary>
    public const int MostKeys = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Entry> entries = [];
    private ITimer? timer;
    private bool isDisposed;

    /// <summary>Whether to log it. If not, it was counted.</summary>
    /// <param name="key">What is counted together.</param>
    /// <param name="label">A word from a small set: the report has a number for each.</param>
    public bool IsFirst(TKey key, string label)
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return true;
            }

            timer ??= time.CreateTimer(_ => EndWindows(isEnd: false), null, window / 4, window / 4);
            if (!entries.TryGetValue(key, out var entry))
            {
                key = entries.Count < MostKeys ? key : others;
                if (!entries.TryGetValue(key, out entry))
                {
                    entry = Begin(key, isContinued: false);
                }
            }

            return entry.Add(label, first);
        }
    }

    public void Dispose()
    {
        EndWindows(isEnd: true);
        lock (gate)
        {
            isDisposed = true;
            timer?.Dispose();
        }
    }

    private Entry Begin(TKey key, bool isContinued) =>
        entries[key] = new Entry { Since = time.GetUtcNow(), StartedAt = time.GetTimestamp(), IsContinued = isContinued };

    private void EndWindows(bool isEnd)
    {
        List<(TKey Key, Repeat Repeat)> reports = [];
        lock (gate)
        {
            // The age of a window does not depend on the clock.
            foreach (var (key, entry) in entries.Where(one => isEnd || time.GetElapsedTime(one.Value.StartedAt) >= window).ToList())
            {
                if (entry.Labels.Count == 0)
                {
                    entries.Remove(key);
                    continue;
                }

                reports.Add((key, new Repeat(entry.Labels.Values.Sum(), entry.Since, time.GetUtcNow(), [.. entry.Labels.OrderBy(label => label.Key, StringComparer.Ordinal)])));
                Begin(key, isContinued: true);
            }

            if (entries.Count == 0)
            {
                timer?.Dispose();
                timer = null;
            }
        }

        foreach (var (key, repeat) in reports)
        {
            report(key, repeat);
        }
    }

    private sealed class Entry
    {
        private int logged;

        public required DateTimeOffset Since { get; init; }

        /// <summary>A time stamp that does not depend on the clock.</summary>
        public required long StartedAt { get; init; }

        /// <summary>The window before had repeats, and its report said so: another first line would say nothing new.</summary>
        public required bool IsContinued { get; init; }

        public Dictionary<string, int> Labels { get; } = new(StringComparer.Ordinal);

        public bool Add(string label, int first)
        {
            if (!IsContinued && logged < first)
            {
                logged++;
                return true;
            }

            Labels[label] = Labels.GetValueOrDefault(label) + 1;
            return false;
        }
    }
}

/// <summary>What was counted and not logged.</summary>
/// <param name="Count">How often.</param>
/// <param name="Since">The time of the first, or of the last report.</param>
/// <param name="Until">The time of this report.</param>
/// <param name="Labels">How often for each label.</param>
internal sealed record Repeat(int Count, DateTimeOffset Since, DateTimeOffset Until, ImmutableArray<KeyValuePair<string, int>> Labels)
{
    /// <summary><c>401: 30, 429: 970</c>.</summary>
    public string Text => string.Join(", ", Labels.Select(label => $"{label.Key}: {label.Value}"));
}
