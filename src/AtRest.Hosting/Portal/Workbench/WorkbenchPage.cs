using AtRest.Core.Audits;
using AtRest.Core.Aws;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Hosting.Reports.Details;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Fixing;
using AtRest.Reports.Html.Sections;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Workbench;

/// <summary>Judges a key policy that a person pastes or uploads, for a cluster: the check, the fixed policy, who can use the key, and single requests.</summary>
internal sealed class WorkbenchPage(TimeProvider time)
{
    public static Task ShowAsync(HttpContext context, Organization organization) =>
        SendAsync(context, organization, WorkbenchInput.Empty(context.Request.Query[WorkbenchInput.ClusterField].ToString()), isGiven: false);

    public async Task JudgeAsync(HttpContext context, Organization organization) =>
        await SendAsync(context, organization, await WorkbenchInput.ReadAsync(context.Request, organization, time.GetUtcNow(), context.RequestAborted), isGiven: true);

    private static Task SendAsync(HttpContext context, Organization organization, WorkbenchInput input, bool isGiven) => PortalPage.SendAsync(
        context, new PageFrame(Words.Of("workbench.title")) { Organization = organization, Part = PortalPaths.Workbench, Status = input.Faults.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity }, html =>
        {
            html.Write($"<p>{Words.Of("workbench.about")}</p>\n");
            if (!WorkbenchInput.Choices(organization).Any())
            {
                html.Write($"<p>{Words.Of("workbench.noClusters")}</p>\n");
                return;
            }

            if (!input.Faults.IsEmpty)
            {
                html.Write($"<div class=\"banner\" role=\"alert\" id=\"faults\"><p>{Words.Of("workbench.faults")}</p>\n<ul>\n");
                foreach (var fault in input.Faults)
                {
                    html.Write($"<li>{fault}</li>\n");
                }

                html.Write($"</ul></div>\n");
            }

            if (isGiven && input.Subject is { } subject)
            {
                WriteResult(html, input, subject);
            }

            WorkbenchForm.Write(html, context, organization, input);
        });

    private static void WriteResult(HtmlWriter html, WorkbenchInput input, KeySubject subject)
    {
        var result = PolicyCheck.Run(input.Policy, subject);
        html.Write($"""
            <section aria-labelledby="check">
            <h2 id="check">{Words.Of("workbench.check")}</h2>
            <p class="standing">
            """);
        Badge.Write(html, result.Verdict);
        html.Write($" <code>{subject.Key.Value}</code></p>\n");
        foreach (var finding in result.Findings.Where(FindingUrgency.NeedsAction).OrderBy(FindingUrgency.Of))
        {
            Parts.WriteFinding(html, FindingDetail.Of(finding));
        }

        html.Write($"<ul>\n");
        foreach (var finding in result.Findings.Where(finding => finding.Status == FindingStatus.Pass))
        {
            html.Write($"<li>{finding.RuleId}: {finding.Message}</li>\n");
        }

        html.Write($"</ul>\n<h3>{Words.Of("policy.title")}</h3>\n");
        PolicyText.Write(html, input.Policy, [.. result.Findings.Where(finding => finding.Status == FindingStatus.Fail).SelectMany(finding => finding.Statements).Distinct()]);
        html.Write($"</section>\n");
        var analysis = KeyPolicyAnalysis.Of(input.Policy, subject);
        WriteFix(html, input, analysis.Fix());
        RequestPanel.Write(html, input, subject);
        html.Write($"""
            <section aria-labelledby="access">
            <h2 id="access">{Words.Of("access.title")}</h2>

            """);
        try
        {
            AccessPanel.Write(html, analysis.Table(), [.. subject.Roles.Select(role => role.Value)]);
        }
        catch (PolicyTooComplexException)
        {
            html.Write($"<p>{Words.Of("access.tooComplex")}</p>\n");
        }

        html.Write($"</section>\n");
    }

    private static void WriteFix(HtmlWriter html, WorkbenchInput input, PolicyFixResult fix)
    {
        html.Write($"""
            <section aria-labelledby="fix">
            <h2 id="fix">{Words.Of("fix.title")}</h2>

            """);
        switch (fix.Outcome)
        {
            case PolicyFixOutcome.AlreadyCompliant:
                html.Write($"<p>{Words.Of("fix.notNeeded")}</p>\n");
                break;
            case PolicyFixOutcome.CannotFix:
                html.Write($"<p>{Words.Of("fix.cannot")}</p>\n<ul>\n");
                foreach (var reason in fix.Reasons)
                {
                    html.Write($"<li>{reason}</li>\n");
                }

                html.Write($"</ul>\n");
                break;
            default:
                html.Write($"<ul>\n");
                foreach (var change in fix.Changes)
                {
                    html.Write($"<li>{change}</li>\n");
                }

                html.Write($"</ul>\n<h3>{Words.Of("fix.difference")}</h3>\n");
                WriteDifference(html, PolicyDiff.Printed(input.Policy, fix.Text));
                html.Write($"""
                    <h3 id="fixed">{Words.Of("fix.fixed")}</h3>
                    <p><a class="button" download="policy.json" href="data:application/json;charset=utf-8,{Uri.EscapeDataString(fix.Text)}">{Words.Of("fix.download")}</a></p>
                    <pre tabindex="0"><code>{fix.Text}</code></pre>

                    """);
                break;
        }

        html.Write($"</section>\n");
    }

    private static void WriteDifference(HtmlWriter html, string difference)
    {
        html.Write($"<pre class=\"difference\" tabindex=\"0\"><code>");
        foreach (var line in difference.TrimEnd('\n').Split('\n'))
        {
            switch (line)
            {
                case ['+', ..]:
                    html.Write($"<ins>{line}</ins>\n");
                    break;
                case ['-', ..]:
                    html.Write($"<del>{line}</del>\n");
                    break;
                default:
                    html.Write($"{line}\n");
                    break;
            }
        }

        html.Write($"</code></pre>\n");
    }
}
