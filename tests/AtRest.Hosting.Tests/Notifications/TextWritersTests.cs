using System.Text;
using System.Text.Json.Nodes;
using AtRest.Hosting.Notifications;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Tests.Notifications.Support;

namespace AtRest.Hosting.Tests.Notifications;

public sealed class TextWritersTests
{
    private const string Hostile = "<!channel> [pay](https://evil.example) *x* & <https://evil.example|y>\n# z";
    private static readonly Uri App = new("https://atrest.example/");

    [Fact]
    public void Mail_AReport_HasASubjectAndMarkdown()
    {
        var mail = Write(NotificationFormat.Mail, headline: "The one declared cluster was audited: it is non-compliant");

        mail["subject"]!.GetValue<string>().ShouldBe("Acme Bank: non-compliant");
        mail["markdown"]!.GetValue<string>().ShouldBe(
            "The one declared cluster was audited\\: it is non\\-compliant\\.\n\nOrdered because of kms\\:PutKeyPolicy on arn\\:aws\\:kms\\:eu\\-central\\-1\\:111122223333\\:key/1\\.\n\n"
            + "**Clusters that are not compliant**\n\n- payments\\: non\\-compliant\n\n**Changes since the previous report**\n\n- The policy of key k was changed\\.\n\n"
            + "[Open the report](<https://atrest.example/api/organizations/acme/reports/0a1f6c52-3d0e-8b7a-9c11-000000000001/html>)\n");
    }

    [Fact]
    public void Slack_AReport_HasBlocksWithinItsLimits()
    {
        var message = Write(NotificationFormat.Slack, clusters: 500, name: new string('n', 600));

        message["text"]!.GetValue<string>().ShouldBe("Acme Bank: non-compliant");
        var blocks = message["blocks"]!.AsArray();
        blocks.Select(block => block!["type"]!.GetValue<string>()).ShouldBe(["header", "section", "section", "section", "section"]);
        blocks.ShouldAllBe(block => block!["text"]!["text"]!.GetValue<string>().Length <= 3000);
        blocks[2]!["text"]!["text"]!.GetValue<string>().ShouldEndWith("• and 490 more");
        blocks[^1]!["text"]!["text"]!.GetValue<string>().ShouldBe("<https://atrest.example/api/organizations/acme/reports/0a1f6c52-3d0e-8b7a-9c11-000000000001/html|Open the report>");
    }

    [Fact]
    public void Teams_AReport_IsAnAdaptiveCard()
    {
        var message = Write(NotificationFormat.Teams);

        message["type"]!.GetValue<string>().ShouldBe("message");
        var attachment = message["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        attachment["contentType"]!.GetValue<string>().ShouldBe("application/vnd.microsoft.card.adaptive");
        var card = attachment["content"]!;
        (card["type"]!.GetValue<string>(), card["version"]!.GetValue<string>()).ShouldBe(("AdaptiveCard", "1.4"));
        card["body"]!.AsArray().Select(block => block!["inlines"]![0]!["text"]!.GetValue<string>()).ShouldContain("• payments: non-compliant");
        card["actions"]![0]!["url"]!.GetValue<string>().ShouldEndWith("/html");
    }

    [Theory]
    [InlineData(nameof(NotificationFormat.Mail), "\\<\\!channel\\> \\[pay\\]\\(https\\://evil\\.example\\) \\*x\\* \\& \\<https\\://evil\\.example\\|y\\> \\# z")]
    [InlineData(nameof(NotificationFormat.Slack), "&lt;!channel&gt; [pay](https://evil.example) *x* &amp; &lt;https://evil.example|y&gt; # z")]
    [InlineData(nameof(NotificationFormat.Teams), "<!channel> [pay](https://evil.example) *x* & <https://evil.example|y> # z")]
    public void Write_HostileName_IsText(string format, string written)
    {
        var body = Write(Enum.Parse<NotificationFormat>(format), name: Hostile);

        Texts(body).ShouldContain(text => text.Contains(written, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(NotificationFormat.Mail))]
    [InlineData(nameof(NotificationFormat.Slack))]
    [InlineData(nameof(NotificationFormat.Teams))]
    public void Write_InvisibleAndReversingCharacters_AreWrittenOut(string format)
    {
        var body = Write(Enum.Parse<NotificationFormat>(format), name: "a\u202Eb\u0007c\u2066d\uFEFFe");

        Texts(body).ShouldContain(text => text.Replace("\\", "", StringComparison.Ordinal).Contains("a‹U+202E›b‹U+0007›c‹U+2066›d‹U+FEFF›e", StringComparison.Ordinal));
        Texts(body).ShouldNotContain(text => text.Any(character => "\u202E\u0007\u2066\uFEFF".Contains(character)));
    }

    [Theory]
    [InlineData(nameof(NotificationFormat.Mail))]
    [InlineData(nameof(NotificationFormat.Slack))]
    [InlineData(nameof(NotificationFormat.Teams))]
    public void Write_VeryMuch_FitsAMessage_AndWithoutPublicUrlHasNoLink(string format)
    {
        var bytes = NotificationWriter.Write(Enum.Parse<NotificationFormat>(format), Notified.Entry(clusters: 2_000, changes: 500), Notified.Report(500, new string('m', 5_000), 2_000, new string('n', 5_000)), publicUrl: null);

        bytes.Length.ShouldBeLessThan(20_000);
        Encoding.UTF8.GetString(bytes).ShouldNotContain("Open the report");
    }

    [Fact]
    public void Write_PartOfADemo_SaysBoth()
    {
        var entry = Notified.Entry() with { LeftOut = 7, Demo = true };

        JsonNode.Parse(NotificationWriter.Write(NotificationFormat.Mail, entry, Notified.Report(), App))!["subject"]!.GetValue<string>()
            .ShouldBe("Demonstration: Acme Bank: non-compliant (some of the clusters)");
    }

    private static JsonNode Write(NotificationFormat format, int clusters = 1, string name = "payments", string? headline = null) =>
        JsonNode.Parse(NotificationWriter.Write(format, Notified.Entry(clusters: clusters) with { Headline = headline }, Notified.Report(clusters: clusters, name: name), App))!;

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
