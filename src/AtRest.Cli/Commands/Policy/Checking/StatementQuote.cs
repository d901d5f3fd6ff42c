using System.Globalization;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.KeyPolicies;

namespace AtRest.Cli.Commands.Policy.Checking;

/// <summary>Quotes a statement from the policy, with line numbers.</summary>
internal static class StatementQuote
{
    private const int MostLines = 24;
    private const int LongestLine = 200;

    public static IEnumerable<string> Lines(PolicyInput input, PolicyStatement statement)
    {
        var lines = input.Text[statement.Text].ReplaceLineEndings("\n").Split('\n');
        var width = (statement.Line + lines.Length).ToString(CultureInfo.InvariantCulture).Length;

        // The first line starts with the brace. The others keep their indentation relative to it.
        var indentation = lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        for (var index = 0; index < Math.Min(lines.Length, MostLines); index++)
        {
            var number = (statement.Line + index).ToString(CultureInfo.InvariantCulture).PadLeft(width);
            yield return $"{number} | {Shorten(SafeText.Line(index == 0 ? lines[0] : lines[index].Length > indentation ? lines[index][indentation..] : ""))}";
        }

        if (lines.Length > MostLines)
        {
            yield return $"{new string(' ', width)} | … {lines.Length - MostLines} more lines";
        }
    }

    private static string Shorten(string line) => line.Length <= LongestLine ? line.TrimEnd() : string.Concat(line.AsSpan(0, LongestLine), "…");
}
