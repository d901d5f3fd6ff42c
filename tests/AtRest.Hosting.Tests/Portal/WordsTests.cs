using System.Text.RegularExpressions;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Notifications;
using AtRest.Hosting.Portal.Texts;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>The texts in one file are those that the pages use: all of them, and no others.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void Texts_Always_AreThoseThatAreUsed()
    {
        var used = Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories).SelectMany(path => Keys().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).ToHashSet();
        string[] byValue =
        [
            .. Enum.GetNames<AccessKind>().Select(name => $"access.{name}"), .. Enum.GetNames<AuditState>().Select(name => $"audit.{name}"), .. Enum.GetNames<BatchState>().Select(name => $"batch.{name}"), .. Enum.GetNames<AuditCause>().Select(name => $"cause.{name}"),
            .. Enum.GetNames<AccessOutcome>().Select(name => $"decision.{name}"), .. Enum.GetNames<Ternary>().Select(name => $"ternary.{name}"),
            .. Enum.GetNames<KeyKind>().SelectMany(name => new[] { $"keys.kind.{name}", $"keys.for.{name}", $"keys.use.{name}", $"keys.revoked.{name}" }),
            .. Enum.GetNames<NotificationFormat>().Select(name => $"notifications.format.{name}"), .. NotificationEventNames.Words.Select(word => $"notifications.event.{word}"),
            "notifications.field.url", "notifications.field.token", "notifications.field.tokenHeader", "notifications.field.awsAccountId", "notifications.field.awsRegion",
            .. Enum.GetNames<KeyRight>().Select(name => $"keys.right.{name}"), "keys.rightText.Member", "keys.rightText.Administrator",
        ];

        byValue.Except(Words.Keys).ShouldBeEmpty();
        Words.Keys.Select(key => Number().Replace(key, "")).Except(byValue).Except(used).ShouldBeEmpty();
    }

    [Fact]
    public void Keys_InTheCode_HaveTexts()
    {
        foreach (var path in Directory.EnumerateFiles(Source(), "*.cs", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            foreach (var key in Simple().Matches(text).Select(match => match.Groups[1].Value))
            {
                Words.Keys.ShouldContain(key, path);
            }

            foreach (var key in Counted().Matches(text).Select(match => match.Groups[1].Value))
            {
                Words.Keys.ShouldContain($"{key}.one", path);
                Words.Keys.ShouldContain($"{key}.many", path);
            }
        }
    }

    private static string Source()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "src", "AtRest.Hosting", "Portal");
    }

    [GeneratedRegex("\"([a-zA-Z]+(?:\\.[a-zA-Z]+)+)\"")]
    private static partial Regex Keys();

    [GeneratedRegex("Words\\.Of\\(\"([^\"]+)\"")]
    private static partial Regex Simple();

    [GeneratedRegex("Words\\.Count\\(\"([^\"]+)\"")]
    private static partial Regex Counted();

    [GeneratedRegex("\\.(one|many)$")]
    private static partial Regex Number();
}
