using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AtRest.Hosting.Notifications.Endpoints;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>Writes the message that tests an endpoint, in the form of the endpoint. For a SIEM it is a batch without findings.</summary>
internal static class TestWriter
{
    private const string Type = "endpoint.test";

    public static byte[] Write(StoredEndpoint endpoint, string organizationId, DateTimeOffset now)
    {
        JsonNode body = endpoint.Format switch
        {
            NotificationFormat.Webhook => new JsonObject { ["type"] = Type, ["timestamp"] = now.ToString("O", CultureInfo.InvariantCulture), ["data"] = new JsonObject { ["organization"] = organizationId, ["endpoint"] = endpoint.Id } },
            NotificationFormat.Mail => OfMail(TextOf(organizationId)),
            NotificationFormat.Slack => TextWriters.Slack(TextOf(organizationId)),
            NotificationFormat.Teams => TextWriters.Teams(TextOf(organizationId)),
            NotificationFormat.Ocsf => new JsonArray(),
            NotificationFormat.Asff => new JsonObject { ["Findings"] = new JsonArray() },
            _ => throw new ArgumentOutOfRangeException(nameof(endpoint), endpoint.Format, null),
        };
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    private static JsonObject OfMail(NotificationText text)
    {
        var mail = TextWriters.Mail(text);
        mail["type"] = Type;
        return mail;
    }

    private static NotificationText TextOf(string organizationId) => new()
    {
        Subject = "Test message of AtRest",
        Sentences = [$"Notifications of the organization {organizationId} arrive here."],
        Lists = [],
        Page = null,
    };
}
