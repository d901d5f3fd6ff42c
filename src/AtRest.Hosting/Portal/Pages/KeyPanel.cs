using AtRest.Core.Rules;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Workbench;
using AtRest.Hosting.Reports.Details;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;
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
        var about = cluster.Findings.Where(finding => finding.Status == FindingStatus.Fail && finding.Resource == key.Name && !finding.Statements.IsEmpty).ToList();
        html.Write($"""
            <h3>{Words.Of("policy.title")}</h3>
            <p class="note">{(about.Count == 0 ? Words.Of("policy.noMarks") : Words.Of("policy.marks", string.Join(", ", about.Select(finding => finding.RuleId).Distinct())))}</p>

            """);
        PolicyText.Write(html, key.Policy, [.. about.SelectMany(finding => finding.Statements).Distinct()]);
        html.Write($"<p class=\"note\">SHA-256 <code>{key.PolicySha256}</code></p>\n</section>\n");
    }

    private static void WriteAccess(HtmlWriter html, KeyDetail key)
    {
        try
        {
            var subject = new KeySubject
            {
                Key = KmsKeyArn.Parse(key.Name),
                Roles = [.. key.Roles.Select(role => Arn.TryParse(role, out var arn) ? arn : null).OfType<Arn>()],
                Facts = key.Facts,
                Grants = key.Grants,
                Moment = key.Moment,
            };
            AccessPanel.Write(html, KeyPolicyAnalysis.Of(key.Policy!, subject).Table(), key.Roles);
        }
        catch (PolicyTooComplexException)
        {
            html.Write($"<p>{Words.Of("access.tooComplex")}</p>\n");
        }
    }
}
