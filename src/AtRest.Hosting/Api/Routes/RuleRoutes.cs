using AtRest.Core.Controls;
using AtRest.Core.Rules;
using AtRest.Hosting.Api.Problems;
using AtRest.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET /rules</c> and <c>GET /rules/{rule}</c>: the catalogue, and a rule with its page and controls.</summary>
internal static class RuleRoutes
{
    public static Task ListAsync(HttpContext context) => Answers.JsonAsync(context, new RuleListBody([.. RuleCatalog.Descriptors.Select(RuleBody.Of)]), ApiJson.Readable.RuleListBody);

    public static Task SendAsync(HttpContext context)
    {
        var id = context.GetRouteValue("rule") as string;
        if (RuleCatalog.Descriptors.FirstOrDefault(descriptor => descriptor.Id == id) is not { } rule)
        {
            return Answers.ProblemAsync(context, Problem.NotFound);
        }

        var controls = ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.Where(control => control.Rules.Contains(rule.Id)).Select(control => new ControlBody(framework.Name, control.Id, control.Title)));
        return Answers.JsonAsync(context, new RulePageBody(RuleBody.Of(rule), RulePage.Read(rule.Id), [.. controls]), ApiJson.Readable.RulePageBody);
    }
}
