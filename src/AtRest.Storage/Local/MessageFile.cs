using System.Globalization;

namespace AtRest.Storage.Local;

/// <summary>
/// The name of a message's file, which contains everything that changes about it: each change is one rename, and of two processes that try, only one finds the file.
/// Sorted by name, messages are in the order in which they become visible.
/// </summary>
/// <param name="VisibleAt">When it can be received.</param>
/// <param name="EnqueuedAt">When it was sent.</param>
/// <param name="Id">The same for each delivery.</param>
/// <param name="Deliveries">How often it was received.</param>
/// <param name="Receipt">Of the last delivery or renewal.</param>
/// <param name="ChangedAt">When the file got this name, by the clock of that time; 0 in files of earlier releases.</param>
internal sealed record MessageFile(long VisibleAt, long EnqueuedAt, Guid Id, int Deliveries, Guid Receipt, long ChangedAt)
{
    /// <summary>Clocks are corrected by less than this all the time.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    private const string Extension = ".message";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{VisibleAt:D19}_{EnqueuedAt:D19}_{Id:N}_{Deliveries}_{Receipt:N}_{ChangedAt:D19}{Extension}");

    public static MessageFile? Parse(string name)
    {
        var parts = name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length].Split('_') : [];
        return parts.Length is 5 or 6
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var visibleAt)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var enqueuedAt) && enqueuedAt <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[2], "N", out var id)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var deliveries)
            && Guid.TryParseExact(parts[4], "N", out var receipt)
            && long.TryParse(parts.ElementAtOrDefault(5) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var changedAt)
            ? new MessageFile(visibleAt, enqueuedAt, id, deliveries, receipt, changedAt)
            : null;
    }

    public MessageFile Hidden(DateTimeOffset now, TimeSpan time) => this with { VisibleAt = (now + time).UtcTicks, Receipt = Guid.NewGuid(), ChangedAt = now.UtcTicks };

    /// <summary>
    /// Whether it can be received. A message that was hidden in the future, or for longer than any message is, was hidden while the clock was ahead: it would otherwise be there
    /// only when that time comes. To deliver it early does no harm.
    /// </summary>
    public bool IsVisible(DateTimeOffset now) => VisibleAt <= now.UtcTicks || IsOfFuture(now);

    public bool IsOfFuture(DateTimeOffset now) => ChangedAt > (now + Tolerance).UtcTicks || VisibleAt > (now + IWorkQueue.MaxDelay + Tolerance).UtcTicks;

    public WorkMessage ToMessage(string text) => new()
    {
        Id = Id.ToString("N"),
        Text = text,
        DequeueCount = Deliveries,
        EnqueuedAt = new DateTimeOffset(EnqueuedAt, TimeSpan.Zero),
        Receipt = Name,
    };
}
