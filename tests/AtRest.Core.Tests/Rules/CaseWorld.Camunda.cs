using System.Text.Json.Nodes;
using AtRest.Core.Camunda.Evidence;

namespace AtRest.Core.Tests.Rules;

/// <summary>Camunda's side of a case: <c>"camunda": {"clusters": {"items": […]}, "regions": {"items": […]}, "activity": {"items": […]}}</c>; without it, no access to Camunda is declared.</summary>
internal sealed partial class CaseWorld
{
    private const string CamundaApi = "https://api.cloud.camunda.io";

    private CamundaEvidence? Camunda() => json["camunda"] is JsonObject camunda
        ? new CamundaEvidence
        {
            Clusters = Collect<CamundaClusters>(camunda["clusters"], "camunda:GET /clusters", CamundaApi),
            Regions = Collect<CamundaRegions>(camunda["regions"], "camunda:GET /clusters/parameters", CamundaApi),
            Activity = camunda["activity"] is { } activity ? Collect<CamundaActivity>(activity, "camunda:GET /activity/json", CamundaApi) : null,
        }
        : null;
}
