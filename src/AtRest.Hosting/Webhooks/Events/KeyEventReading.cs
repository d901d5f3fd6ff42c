namespace AtRest.Hosting.Webhooks.Events;

/// <summary>The result of reading a body: an event to handle, an event to ignore, or no event.</summary>
internal sealed record KeyEventReading
{
    private KeyEventReading()
    {
    }

    public KeyEvent? Event { get; private init; }

    /// <summary>The event's ID, if it has one.</summary>
    public string? Id { get; private init; }

    /// <summary>The reason why there is nothing to do.</summary>
    public string Reason { get; private init; } = "";

    public bool IsMalformed { get; private init; }

    public static KeyEventReading Of(KeyEvent keyEvent) => new() { Event = keyEvent, Id = keyEvent.Id };

    public static KeyEventReading Ignored(string id, string reason) => new() { Id = id, Reason = reason };

    public static KeyEventReading Malformed(string reason) => new() { Reason = reason, IsMalformed = true };
}
