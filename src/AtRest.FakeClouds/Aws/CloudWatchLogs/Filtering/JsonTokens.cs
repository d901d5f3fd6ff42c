using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Aws.CloudWatchLogs.Filtering;

/// <summary>The tokens of a JSON filter pattern, in order.</summary>
internal sealed partial class JsonTokens
{
    private readonly Queue<string> tokens;

    public JsonTokens(string pattern)
    {
        if (Token().Replace(pattern, "").Trim().Length > 0)
        {
            throw Wrong();
        }

        tokens = new Queue<string>(Token().Matches(pattern).Select(match => match.Value));
    }

    public bool IsAtEnd => tokens.Count == 0;

    public static Hosting.ServiceErrorException Wrong() => LogsErrors.Invalid("Invalid metric filter pattern");

    public string Next() => tokens.TryDequeue(out string? token) ? token : throw Wrong();

    /// <summary>Reads the next token if it has this text. Keywords match in any case.</summary>
    public bool TryTake(string expected)
    {
        bool found = tokens.TryPeek(out string? token) && token.Equals(expected, StringComparison.OrdinalIgnoreCase);
        if (found)
        {
            tokens.Dequeue();
        }

        return found;
    }

    [GeneratedRegex("""\$(?:\.[A-Za-z0-9_@#-]+|\[['"]?[^\]]+?['"]?\])+|&&|\|\||!=|<=|>=|[=<>()]|"[^"]*"|[A-Za-z0-9_.:/*@+-]+""")]
    private static partial Regex Token();
}
