namespace AtRest.Hosting.Webhooks.Events;

/// <summary>What a body turned out to be: an event to act upon, an event to leave alone, or no event at all.</summary>
internal sealed record KeyEventReading
{
    private KeyEventReading()
    {
    }

    public KeyEvent? Event { get; private init; }

    /// <summary>The event's id, where it has one.</summary>
    public string? Id { get; private init; }

    /// <summary>Why there is nothing to do.</summary>
    public string Reason { get; private init; } = "";

    public bool IsMalformed { get; private init; }

    public static KeyEventReading Of(KeyEvent told) => new() { Event = told, Id = told.Id };

    public static KeyEventReading Ignored(string id, string reason) => new() { Id = id, Reason = reason };

    public static KeyEventReading Malformed(string reason) => new() { Reason = reason, IsMalformed = true };
}
