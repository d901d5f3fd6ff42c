using System.IO.Enumeration;
using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The rules of <c>word-list.json</c>: which files are read, and which words they may not have.</summary>
internal sealed partial class WordList
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Definition definition;
    private readonly List<string> files = [.. AllFiles(Repository.Root)];
    private readonly List<(Regex Pattern, string Plain)> words;

    private WordList(Definition definition)
    {
        this.definition = definition;
        words = [.. definition.Words.Select(word => (new Regex($@"\b(?:{word.Pattern.Replace(" ", @"\s+", StringComparison.Ordinal)})\b", RegexOptions.IgnoreCase), word.Plain))];
    }

    public static WordList Read() => new(JsonSerializer.Deserialize<Definition>(
        File.ReadAllText(Repository.PathOf("tests", "AtRest.EndToEnd.Tests", "Documentation", "word-list.json")), Options)!);

    public int LongestLine => definition.LongestLine;

    public int LongestSentence => definition.LongestSentence;

    public IReadOnlyList<(string Bad, string Good)> Examples => [.. definition.Words.Select(word => (word.Bad, word.Good))];

    /// <summary>The files that are read, by the part of the repository that they belong to: a project, or a folder of documents.</summary>
    public ILookup<string, string> Files => files.Where(IsRead).ToLookup(PartOf);

    /// <summary>Patterns of files that match none, and exceptions that match none.</summary>
    public IReadOnlyList<string> Unused =>
        [.. definition.Files.Concat(definition.Exceptions.Select(exception => exception.Files)).Where(pattern => !files.Any(file => Matches(pattern, file)))];

    /// <summary>Each word of the list in a text, with its line and the words to use instead.</summary>
    public IEnumerable<string> Find(string path, string text)
    {
        var readable = Readable(path, text);
        return from word in words
               from match in word.Pattern.Matches(readable)
               let line = readable.AsSpan(0, match.Index).Count('\n') + 1
               orderby line
               select $"{path}:{line}: “{LineBreak().Replace(match.Value, " ")}”. Instead: {word.Plain}.";
    }

    /// <summary>
    /// Removes what would separate two words that a reader sees together: the marks of comments at the start of a line, the ends of strings
    /// that are joined, and in C# the borders of words in a name. Line breaks stay.
    /// </summary>
    private static string Readable(string path, string text)
    {
        var isCode = path.EndsWith(".cs", StringComparison.Ordinal);
        text = CommentMark().Replace(text, isCode || !path.EndsWith(".md", StringComparison.Ordinal) ? "$1" : "$0");
        return isCode ? NameBorder().Replace(StringBorder().Replace(text, match => new string('\n', match.Value.Count('\n'))), " ") : text;
    }

    /// <summary>Files of the working copy below a folder, without what builds and package managers write.</summary>
    private static IEnumerable<string> AllFiles(string folder) => Directory.EnumerateFiles(folder).Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(path => Path.GetFileName(path) is not (".git" or ".vs" or "artifacts" or "bin" or "obj" or "node_modules"))
            .SelectMany(AllFiles));

    private static string PartOf(string path) => path.Split('/') switch
    {
        ["src" or "tests" or "docs", var folder, _, ..] => $"{path.Split('/')[0]}/{folder}",
        [var folder, _, ..] => folder,
        _ => ".",
    };

    private static bool Matches(string pattern, string path) => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false);

    private bool IsRead(string path) => definition.Files.Any(pattern => Matches(pattern, path)) && !definition.Exceptions.Any(exception => Matches(exception.Files, path));

    [GeneratedRegex(@"(\n)[ \t]*(?:///?|\*|#|--)[ \t]?")]
    private static partial Regex CommentMark();

    [GeneratedRegex("\"\\s*\\+\\s*[$@]*\"")]
    private static partial Regex StringBorder();

    [GeneratedRegex(@"(?<=[\p{Ll}0-9])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|_")]
    private static partial Regex NameBorder();

    [GeneratedRegex(@"\s+")]
    private static partial Regex LineBreak();

    private sealed record Definition(int LongestLine, int LongestSentence, IReadOnlyList<string> Files, IReadOnlyList<FileException> Exceptions, IReadOnlyList<Entry> Words);

    private sealed record FileException(string Files, string Reason);

    private sealed record Entry(string Pattern, string Plain, string Bad, string Good);
}
