using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Workbench;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports.Html.Writing;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>A key of a cluster: who can use it, and its policy with the responsible lines marked.</summary>
internal static class KeyPanel
{
    public static void Write(HtmlWriter html, ClusterDetail cluster, KeyDetail key)
    {
        var id = key.IsSecondary ? "secondary" : "primary";
        html.Write($"""
            <section aria-labelledby="{id}">
            <h2 id="{id}">{Words.Of(key.IsSecondary ? "access.secondary" : "access.title")}</h2>
            <p><code>{key.Name}</code></p>

            """);
        if (key.Policy is null)
        {
            html.Write($"<p>{Words.Of("access.unread", key.PolicyUnread ?? "")}</p>\n</section>\n");
            return;
        }

        WriteAccess(html, key);
        var about = KeyAccess.FailuresOf(cluster, key);
        html.Write($"""
            <h3>{Words.Of("policy.title")}</h3>
            <p class="note">{(about.IsEmpty ? Words.Of("policy.noMarks") : Words.Of("policy.marks", string.Join(", ", about.Select(finding => finding.RuleId).Distinct())))}</p>

            """);
        PolicyText.Write(html, key.Policy, [.. about.SelectMany(finding => finding.Statements).Distinct()]);
        html.Write($"<p class=\"note\">SHA-256 <code>{key.PolicySha256}</code></p>\n</section>\n");
    }

    private static void WriteAccess(HtmlWriter html, KeyDetail key)
    {
        if (KeyAccess.Of(key) is { } table)
        {
            AccessPanel.Write(html, table, key.Roles);
        }
        else
        {
            html.Write($"<p>{Words.Of("access.tooComplex")}</p>\n");
        }
    }
}
