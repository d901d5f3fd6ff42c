using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>
/// A log line of one sentence has no full stop: its last word is often a value, which is then easy to copy. Several sentences end as sentences do.
/// </summary>
public sealed partial class LogLineTests
{
    [Fact]
    public void Lines_OfOneSentence_HaveNoFullStop()
    {
        var lines = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Message().Matches(File.ReadAllText(path)).Select(match => (File: Path.GetFileName(path), Text: match.Groups["text"].Value)))
            .ToList();

        lines.Count.ShouldBeGreaterThan(50);
        lines.Where(line => IsOneSentenceWithAStop(line.Text)).Select(line => $"{line.File}: {line.Text}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Message {Id} of the queue {Queue} failed.", true)]
    [InlineData("Not ready: {Check} did not respond within {Seconds} s.", true)]
    [InlineData("Message {Id} of the queue {Queue} failed", false)]
    [InlineData("The clock is wrong. AtRest goes on.", false)]
    [InlineData("Attempt {Attempt} failed. {Cause} The next attempt is in {Pause}.", false)]
    public void Line_OfOneSentenceWithAStop_IsFound(string text, bool isFound) => IsOneSentenceWithAStop(text).ShouldBe(isFound);

    private static bool IsOneSentenceWithAStop(string text) => text.EndsWith('.') && !SentenceEnd().IsMatch(text);

    [GeneratedRegex("""\[LoggerMessage\([^"\n]*"(?<text>(?:[^"\\\n]|\\.)*)"\)\]""")]
    private static partial Regex Message();

    [GeneratedRegex(@"[.?!}] [A-Z{]")]
    private static partial Regex SentenceEnd();
}
