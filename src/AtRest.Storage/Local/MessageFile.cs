using System.Globalization;

namespace AtRest.Storage.Local;

/// <summary>
/// The name of a message's file, which contains everything that changes about it: each change is one rename, and of two processes that try, only one finds the file.
/// Sorted by name, messages are in the order in which they become visible.
/// </summary>
internal sealed record MessageFile(long VisibleAt, long EnqueuedAt, Guid Id, int Deliveries, Guid Receipt)
{
    private const string Extension = ".message";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{VisibleAt:D19}_{EnqueuedAt:D19}_{Id:N}_{Deliveries}_{Receipt:N}{Extension}");

    public static MessageFile? Parse(string name)
    {
        var parts = name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length].Split('_') : [];
        return parts.Length == 5
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var visibleAt)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var enqueuedAt) && enqueuedAt <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[2], "N", out var id)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var deliveries)
            && Guid.TryParseExact(parts[4], "N", out var receipt)
            ? new MessageFile(visibleAt, enqueuedAt, id, deliveries, receipt)
            : null;
    }

    public MessageFile HiddenUntil(DateTimeOffset time) => this with { VisibleAt = time.UtcTicks, Receipt = Guid.NewGuid() };

    public WorkMessage ToMessage(string text) => new()
    {
        Id = Id.ToString("N"),
        Text = text,
        DequeueCount = Deliveries,
        EnqueuedAt = new DateTimeOffset(EnqueuedAt, TimeSpan.Zero),
        Receipt = Name,
    };
}
