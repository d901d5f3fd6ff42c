using System.Collections.Immutable;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Notifications;

/// <summary>The form of a notification's body. All are JSON.</summary>
internal enum NotificationFormat
{
    /// <summary>As the Standard Webhooks specification recommends it, for programs.</summary>
    Webhook,

    /// <summary>A subject and a text in Markdown, for a service that sends e-mail.</summary>
    Mail,

    /// <summary>A message for an incoming webhook of Slack (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).</summary>
    Slack,

    /// <summary>A card for a workflow of Microsoft Teams (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).</summary>
    Teams,

    /// <summary>The findings as events of OCSF, class 2003, in a JSON array.</summary>
    Ocsf,

    /// <summary>The findings in the AWS Security Finding Format, as the request of <c>BatchImportFindings</c>.</summary>
    Asff,
}

internal static class NotificationFormats
{
    /// <summary>The findings are sent, in batches, with a token.</summary>
    public static bool IsForSiem(this NotificationFormat format) => format is NotificationFormat.Ocsf or NotificationFormat.Asff;

    /// <summary>Slack and Teams check no signature: their URLs are the secret.</summary>
    public static bool IsSigned(this NotificationFormat format) => format is NotificationFormat.Webhook or NotificationFormat.Mail;

    /// <summary>The words of all formats.</summary>
    public static ImmutableArray<string> Words { get; } = [.. Enum.GetValues<NotificationFormat>().Select(WordOf)];

    /// <summary>The word of a format in settings, bodies and names.</summary>
    public static string WordOf(NotificationFormat format) => format.ToString().ToLowerInvariant();

    /// <summary>The format with a word; null if there is none.</summary>
    public static NotificationFormat? Of(string word)
    {
        var index = Words.IndexOf(word);
        return index < 0 ? null : Enum.GetValues<NotificationFormat>()[index];
    }

    /// <summary>The setting <c>Format</c>: <c>webhook</c> by default.</summary>
    public static NotificationFormat Read(SettingsReader reader, string name)
    {
        var word = reader.Text(name)?.ToLowerInvariant() ?? WordOf(NotificationFormat.Webhook);
        if (Of(word) is { } format)
        {
            return format;
        }

        reader.Problem(name, $"'{word}' is not valid. Use webhook, mail, slack, teams, ocsf or asff.");
        return NotificationFormat.Webhook;
    }
}
