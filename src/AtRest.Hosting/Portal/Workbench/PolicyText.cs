using System.Collections.Immutable;
using System.Globalization;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports.Html.Writing;

namespace AtRest.Hosting.Portal.Workbench;

/// <summary>The text of a key policy with line numbers; the lines of some statements are marked.</summary>
internal static class PolicyText
{
    /// <param name="html">Receives it.</param>
    /// <param name="policy">The text.</param>
    /// <param name="statements">The statements to mark, from 0.</param>
    public static void Write(HtmlWriter html, string policy, ImmutableArray<int> statements)
    {
        var lines = policy.ReplaceLineEndings("\n").Split('\n');
        var marked = KeyAccess.LinesOf(policy, statements);
        html.Write($"<pre class=\"policy\" tabindex=\"0\"><code>");
        for (var index = 0; index < lines.Length; index++)
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture).PadLeft(3);
            if (marked.Contains(index + 1))
            {
                html.Write($"<span class=\"no\">{number}</span> <mark>{lines[index]}</mark>\n");
            }
            else
            {
                html.Write($"<span class=\"no\">{number}</span> {lines[index]}\n");
            }
        }

        html.Write($"</code></pre>\n");
    }
}
