using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Notifications;

/// <summary>The setting <c>Events</c>: names separated by commas; by default <c>keyChange,changes</c>.</summary>
internal static class NotificationEventNames
{
    public static NotificationEvents Read(SettingsReader reader, string name)
    {
        if (reader.Text(name) is not { } text)
        {
            return NotificationEvents.KeyChange | NotificationEvents.Changes;
        }

        var events = NotificationEvents.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var one = word.ToLowerInvariant() switch
            {
                "keychange" => NotificationEvents.KeyChange,
                "changes" => NotificationEvents.Changes,
                "all" => NotificationEvents.All,
                _ => NotificationEvents.None,
            };
            if (one == NotificationEvents.None)
            {
                reader.Problem(name, $"'{word}' is not valid. Use keyChange, changes or all.");
            }

            events |= one;
        }

        return events;
    }
}
