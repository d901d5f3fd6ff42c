using AtRest.Core.Inventory;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Workbench;

/// <summary>The form of the workbench, with what was given before.</summary>
internal static class WorkbenchForm
{
    public static void Write(HtmlWriter html, HttpContext context, Organization organization, WorkbenchInput input)
    {
        html.Write($"""
            <h2>{Words.Of("workbench.form")}</h2>
            <form class="fields" method="post" enctype="multipart/form-data" action="{PortalPaths.Of(PortalPaths.Workbench, organization.Id)}" autocomplete="off">
            """);
        Forms.WriteToken(html, context);
        html.Write($"""
            <p><label for="cluster">{Words.Of("column.cluster")}</label>
            <select id="cluster" name="{WorkbenchInput.ClusterField}" required>

            """);
        foreach (var cluster in WorkbenchInput.Choices(organization))
        {
            html.Write($"""
                <option value="{cluster.Id}"{new Markup(string.Equals(cluster.Id, input.Cluster, StringComparison.OrdinalIgnoreCase) ? " selected" : "")}>{cluster.Name}</option>

                """);
        }

        html.Write($"""
            </select></p>
            <fieldset><legend>{Words.Of("workbench.which")}</legend>
            <p><label class="choice"><input type="radio" name="{WorkbenchInput.KeyField}" value="primary"{new Markup(input.Key == "secondary" ? "" : " checked")}> {Words.Of("workbench.primary")}</label>
            <label class="choice"><input type="radio" name="{WorkbenchInput.KeyField}" value="secondary"{new Markup(input.Key == "secondary" ? " checked" : "")}> {Words.Of("workbench.secondary")}</label></p>
            </fieldset>
            <p><label for="policy">{Words.Of("workbench.policy")}</label>
            <textarea id="policy" name="{WorkbenchInput.PolicyField}" rows="14" spellcheck="false" aria-describedby="policy-note">

            """);
        html.Write($"""
            {input.PolicyGiven}</textarea></p>
            <p class="note" id="policy-note">{Words.Of("workbench.policyNote")}</p>
            <p><label for="policy-file">{Words.Of("workbench.file")}</label> <input id="policy-file" type="file" name="{WorkbenchInput.PolicyFile}" accept=".json,.txt,.yaml,.yml,application/json"></p>
            <p><label for="grants">{Words.Of("workbench.grants")}</label>
            <textarea id="grants" name="{WorkbenchInput.GrantsField}" rows="4" spellcheck="false" aria-describedby="grants-note">

            """);
        html.Write($"""
            {input.GrantsGiven}</textarea></p>
            <p class="note" id="grants-note">{Words.Of("workbench.grantsNote")}</p>
            <fieldset><legend>{Words.Of("request.form")}</legend>
            <p><label for="principal">{Words.Of("access.principal")}</label> <input id="principal" name="{WorkbenchInput.PrincipalField}" value="{input.Principal}" maxlength="2048" placeholder="arn:aws:iam::111122223333:role/example"></p>
            <p><label for="action">{Words.Of("request.action")}</label> <input id="action" name="{WorkbenchInput.ActionField}" value="{input.Action}" maxlength="128" placeholder="kms:Decrypt"></p>
            <p><label for="context">{Words.Of("request.context")}</label>
            <textarea id="context" name="{WorkbenchInput.ContextField}" rows="3" spellcheck="false" aria-describedby="context-note">

            """);
        html.Write($"""
            {input.Context}</textarea></p>
            <p class="note" id="context-note">{Words.Of("request.contextNote")}</p>
            </fieldset>
            <p><button type="submit">{Words.Of("workbench.button")}</button></p>
            </form>

            """);
    }
}
