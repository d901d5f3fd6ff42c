using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Reports;

namespace AtRest.Cli.Auditing;

/// <summary>Finds the renderers of the formats that were asked for.</summary>
internal static class ReportFormats
{
    /// <summary>One JSON document on a single line: what <c>--json</c> prints.</summary>
    public const string JsonLine = "jsonl";

    public static ImmutableArray<string> Default { get; } = ["json", "html"];

    /// <exception cref="InvalidInputException">A format is unknown.</exception>
    public static ImmutableArray<IReportRenderer> Choose(IEnumerable<IReportRenderer> renderers, ImmutableArray<string> formats)
    {
        var known = renderers.ToDictionary(renderer => renderer.Format);
        var wanted = formats.IsEmpty ? Default : formats;
        var unknown = wanted.Where(format => !known.ContainsKey(format)).ToList();
        return unknown.Count == 0
            ? [.. wanted.Select(format => known[format])]
            : throw new InvalidInputException([.. unknown.Select(format =>
                $"--format: there is no format '{format}'. Known are {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.{Suggestions.DidYouMean(format, known.Keys)}")]);
    }
}
