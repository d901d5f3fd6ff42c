using System.Text;
using System.Text.Json.Nodes;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>The bodies that people read.</summary>
internal static class TextWriters
{
    private const string MarkdownMarks = "\\`*_{}[]()<>#+-.!|~&@:";

    /// <summary>A subject and a text in Markdown.</summary>
    public static JsonObject Mail(NotificationText text)
    {
        var markdown = new StringBuilder();
        foreach (var sentence in text.Sentences)
        {
            markdown.Append(Markdown(sentence)).Append("\n\n");
        }

        foreach (var (title, items) in text.Lists)
        {
            markdown.Append("**").Append(title).Append("**\n\n");
            foreach (var item in items)
            {
                markdown.Append("- ").Append(Markdown(item)).Append('\n');
            }

            markdown.Append('\n');
        }

        if (text.Page is { } page)
        {
            markdown.Append("[Open the report](<").Append(page.AbsoluteUri).Append(">)\n");
        }

        return new JsonObject { ["type"] = "report.completed", ["subject"] = text.Subject, ["markdown"] = markdown.ToString() };
    }

    /// <summary>Blocks of Slack. A text has at most 3,000 characters (https://docs.slack.dev/reference/block-kit/composition-objects/text-object).</summary>
    public static JsonObject Slack(NotificationText text)
    {
        var blocks = new JsonArray
        {
            new JsonObject { ["type"] = "header", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = text.Subject, ["emoji"] = false } },
        };
        if (!text.Sentences.IsEmpty)
        {
            blocks.Add(Section(string.Join('\n', text.Sentences.Select(Mrkdwn))));
        }

        foreach (var (title, items) in text.Lists)
        {
            blocks.Add(Section($"*{title}*\n{string.Join('\n', items.Select(item => $"• {Mrkdwn(item)}"))}"));
        }

        if (text.Page is { } page)
        {
            blocks.Add(Section($"<{Mrkdwn(page.AbsoluteUri)}|Open the report>"));
        }

        // The text is what notifications of the system show.
        return new JsonObject { ["text"] = Mrkdwn(text.Subject), ["blocks"] = blocks };

        static JsonObject Section(string mrkdwn) => new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = mrkdwn, ["verbatim"] = true } };
    }

    /// <summary>An Adaptive Card. Its runs of text have no Markdown (https://adaptivecards.io/explorer/TextRun.html).</summary>
    public static JsonObject Teams(NotificationText text)
    {
        var body = new JsonArray { Runs(text.Subject, isTitle: true) };
        foreach (var sentence in text.Sentences)
        {
            body.Add(Runs(sentence));
        }

        foreach (var (title, items) in text.Lists)
        {
            body.Add(Runs(title, isTitle: true));
            foreach (var item in items)
            {
                body.Add(Runs($"• {item}"));
            }
        }

        var card = new JsonObject { ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["type"] = "AdaptiveCard", ["version"] = "1.4", ["body"] = body };
        if (text.Page is { } page)
        {
            card["actions"] = new JsonArray { new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open the report", ["url"] = page.AbsoluteUri } };
        }

        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray { new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card } },
        };

        static JsonObject Runs(string text, bool isTitle = false) => new()
        {
            ["type"] = "RichTextBlock",
            ["inlines"] = new JsonArray { new JsonObject { ["type"] = "TextRun", ["text"] = text, ["weight"] = isTitle ? "bolder" : "default" } },
        };
    }

    /// <summary>The three characters that Slack gives a meaning (https://docs.slack.dev/messaging/formatting-message-text#escaping).</summary>
    private static string Mrkdwn(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Markdown(string text) => string.Concat(text.Select(one => MarkdownMarks.Contains(one, StringComparison.Ordinal) ? $"\\{one}" : $"{one}"));
}
