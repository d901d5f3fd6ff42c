using System.Globalization;
using System.Runtime.CompilerServices;

namespace AtRest.Reports.Html.Writing;

/// <summary>The compiler calls this for each part of an interpolated string (https://learn.microsoft.com/dotnet/csharp/advanced-topics/performance/interpolated-string-handler).</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlTemplate
{
    private readonly HtmlWriter writer;

    public HtmlTemplate(int literalLength, int formattedCount, HtmlWriter writer)
    {
        // The compiler requires these two; the writer's buffer grows by itself.
        _ = literalLength;
        _ = formattedCount;
        this.writer = writer;
    }

    public void AppendLiteral(string markup) => writer.AppendMarkup(markup);

    /// <summary>Encoded for element content and for quoted attribute values.</summary>
    public void AppendFormatted(string? text) => writer.AppendText(text);

    public void AppendFormatted(int number) => writer.AppendMarkup(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Markup markup) => writer.AppendMarkup(markup.Html);

    /// <summary>The calls above have written everything.</summary>
    public void Complete()
    {
    }
}
