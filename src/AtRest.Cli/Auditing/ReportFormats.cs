using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Reports;

namespace AtRest.Cli.Auditing;

/// <summary>Finds the renderers of the formats that <c>--format</c> names.</summary>
internal static class ReportFormats
{
    /// <summary>One JSON document on a single line: what <c>--json</c> prints.</summary>
    public const string JsonLine = "jsonl";

    public static ImmutableArray<string> Default { get; } = ["json", "html"];

    /// <summary>The names of all formats. A test compares them with the renderers: help and completion are quicker without these.</summary>
    public static ImmutableArray<string> Known { get; } = ["bundle", "csv", "html", "json", "jsonl", "junit", "md", "ocsf", "oscal", "pages", "pdf", "pdf-executive", "sarif"];

    /// <summary>A sentence for each format that is unknown.</summary>
    public static IEnumerable<string> FaultsOf(ImmutableArray<string> formats) => formats
        .Where(format => !Known.Contains(format))
        .Select(format => $"--format: '{format}' is not a known format.{Suggestions.DidYouMean(format, Known)} Known formats: {string.Join(", ", Known)}.");

    /// <summary>The renderers of known formats; without any, those of the default.</summary>
    public static ImmutableArray<IReportRenderer> Choose(IEnumerable<IReportRenderer> renderers, ImmutableArray<string> formats)
    {
        var known = renderers.ToDictionary(renderer => renderer.Format);
        return [.. (formats.IsEmpty ? Default : formats).Select(format => known[format])];
    }
}
