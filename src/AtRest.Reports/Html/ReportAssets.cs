using System.Security.Cryptography;
using System.Text;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html;

/// <summary>The page's fixed parts: files of this project, embedded.</summary>
internal static class ReportAssets
{
    private static readonly string[] StyleSheets = ["theme.css", "page.css", "cover.css", "trend.css", "clusters.css", "tables.css", "changes.css", "frameworks.css", "phone.css", "print.css"];

    public static Markup Style { get; } = new(string.Concat(StyleSheets.Select(Read)));

    /// <summary>The hash that the Content-Security-Policy allows: of exactly the bytes between the style tags.</summary>
    public static string StyleHash { get; } = HashOf(Style);

    public static Markup Icons { get; } = new(Read("icons.svg"));

    public static Markup About { get; } = new(Read("about.html"));

    public static Markup Method { get; } = new(Read("method.html"));

    public static Markup Glossary { get; } = new(Read("glossary.html"));

    /// <summary>The hash of a style sheet in the Content-Security-Policy.</summary>
    public static string HashOf(Markup style) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.Html)));

    /// <summary>The text of one of the files.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The embedded file '{name}' is missing from this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A checkout may change line ends; the report's bytes must not depend on that.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
