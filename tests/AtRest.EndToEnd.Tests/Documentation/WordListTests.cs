using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>Plain English: no word of <c>word-list.json</c>, and documents with short lines and short sentences.</summary>
public sealed class WordListTests
{
    private static readonly string[] ProjectFolders = ["src", "tests"];
    private static readonly WordList Rules = WordList.Read();

    public static TheoryData<string> Parts => [.. Rules.Files.Select(part => part.Key).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Documents => [.. Rules.Files.SelectMany(part => part).Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static TheoryData<string, string> Words => [.. Rules.Examples];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Part_Always_HasNoWordOfTheList(string part) => Rules.Files[part].SelectMany(path => Rules.Find(path, Text(path))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_Line_IsShortAndHasSingleSpaces(string document)
    {
        var lines = Prose.Lines(Text(document)).ToList();

        lines.Where(line => line.Text.Length > Rules.LongestLine).Select(line => $"{document}:{line.Number}: {line.Text.Length} characters").ShouldBeEmpty();
        lines.Where(line => line.Text.Trim().Contains("  ", StringComparison.Ordinal) || (line.Text.Length > 0 && line.Text[^1] == ' '))
            .Select(line => $"{document}:{line.Number}: more than one space, or a space at the end").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_Sentence_IsShort(string document) =>
        Prose.Sentences(Text(document)).Where(sentence => Prose.WordsOf(sentence.Text) > Rules.LongestSentence)
            .Select(sentence => $"{document}:{sentence.Number}: {Prose.WordsOf(sentence.Text)} words: {sentence.Text}").ShouldBeEmpty();

    /// <summary>Every project and every folder with documents is read.</summary>
    [Fact]
    public void Parts_Always_CoverTheRepository()
    {
        string[] others = [".", "bench", "docs", "docs/decisions", "docs/rules", "docs/schemas", "infra", "samples"];
        var folders = ProjectFolders.SelectMany(folder => Directory.EnumerateDirectories(Repository.PathOf(folder)).Select(path => $"{folder}/{Path.GetFileName(path)}"));

        folders.Concat(others).Except(Rules.Files.Select(part => part.Key)).ShouldBeEmpty();
        Rules.Unused.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Word_Always_FindsItsExampleAndNotThePlainWords(string bad, string good)
    {
        Rules.Find("docs/page.md", bad).ShouldNotBeEmpty();
        Rules.Find("docs/page.md", good).ShouldBeEmpty();
    }

    /// <summary>A reader sees these words together; a search line by line would not.</summary>
    [Theory]
    [InlineData("page.md", "The account is\nno account.", 1)]
    [InlineData("Code.cs", "/// <summary>The policy\n/// is asked\n/// for.</summary>", 2)]
    [InlineData("Code.cs", "var text = \"The policy is \"\n    + $\"asked for.\";", 1)]
    [InlineData("Code.cs", "public void Policy_WhenItIsAskedFor_Passes()", 1)]
    [InlineData("template.yaml", "# The policy is\n# asked for.", 1)]
    public void Words_AcrossABreak_AreFound(string path, string text, int line) =>
        Rules.Find(path, text).ShouldHaveSingleItem().ShouldStartWith($"{path}:{line}: ");

    [Fact]
    public void Sentences_OfADocument_AreThoseOfAReader()
    {
        const string Page = "# A title\n\nOne `two three` [four](five.md)\nsix. Seven: eight\n\n- nine\n- ten\n\nA break.\n\n    code code\n\n| eleven | twelve |\n\n```\ncode\n```\nthirteen";

        Prose.Sentences(Page).Select(sentence => sentence.Text.Trim()).Where(text => text.Length > 0)
            .ShouldBe(["# A title", "One  four six.", "Seven:", "eight", "- nine", "- ten", "A break.", "eleven", "twelve", "thirteen"]);
        Prose.WordsOf("One  four six.").ShouldBe(3);
        Prose.Lines(Page).Select(line => line.Text).ShouldNotContain(line => line.Contains("code", StringComparison.Ordinal) || line.Contains("eleven", StringComparison.Ordinal));
    }

    private static string Text(string path) => File.ReadAllText(Repository.PathOf(path));
}
