using System.Collections.Immutable;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Notifications;

/// <summary>The names of events: in the setting <c>Events</c> separated by commas, in bodies as a list; by default <c>keyChange,changes</c>.</summary>
internal static class NotificationEventNames
{
    /// <summary>Without a choice.</summary>
    public const NotificationEvents Default = NotificationEvents.KeyChange | NotificationEvents.Changes;

    private static readonly ImmutableArray<(string Word, NotificationEvents Event)> Names = [("keyChange", NotificationEvents.KeyChange), ("changes", NotificationEvents.Changes), ("all", NotificationEvents.All)];

    /// <summary>All names.</summary>
    public static ImmutableArray<string> Words { get; } = [.. Names.Select(name => name.Word)];

    /// <summary>The event with a name; null if there is none.</summary>
    public static NotificationEvents? Of(string word) => Names.FirstOrDefault(name => name.Word == word) is { Word: not null } found ? found.Event : null;

    /// <summary>The names of some events.</summary>
    public static ImmutableArray<string> WordsOf(NotificationEvents events) => [.. Names.Where(name => events.HasFlag(name.Event)).Select(name => name.Word)];

    public static NotificationEvents Read(SettingsReader reader, string name)
    {
        if (reader.Text(name) is not { } text)
        {
            return Default;
        }

        var events = NotificationEvents.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Names.FirstOrDefault(known => known.Word.Equals(word, StringComparison.OrdinalIgnoreCase)) is { Word: not null } found)
            {
                events |= found.Event;
            }
            else
            {
                reader.Problem(name, $"'{word}' is not valid. Use keyChange, changes or all.");
            }
        }

        return events;
    }
}
