using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Camunda;

/// <summary>The response to <c>GET /activity/json</c>, with the members that Camunda's SDK has (https://camunda.github.io/camunda-8-js-sdk/interfaces/index.Admin.AdminDto.AuditEvent.html).</summary>
internal sealed class ActivityLog(World world)
{
    public JsonArray Of(FakeCamundaOrganization organization) => [.. organization.Activity.Select(entry => (JsonNode)Event(entry, organization))];

    private JsonObject Event(FakeCamundaEvent entry, FakeCamundaOrganization organization)
    {
        JsonObject shape = JsonShapes.WithoutNulls(new JsonObject
        {
            ["service"] = "console",
            ["orgId"] = StableIds.Uuid(organization.ClientId),
            ["timestamp"] = world.At(entry.Time).ToUnixTimeMilliseconds(),
            ["audit"] = entry.Audit,
            ["auditType"] = entry.AuditType,
            ["entity"] = entry.Entity,
            ["entityId"] = entry.EntityId,
            ["userId"] = entry.UserId,
            ["parentEntityId"] = entry.ParentEntityId,
            ["entityAttribute"] = entry.EntityAttribute,
            ["entityAttributeValueFrom"] = entry.EntityAttributeValueFrom,
            ["entityAttributeValueTo"] = entry.EntityAttributeValueTo,
        });
        foreach ((string name, JsonNode? value) in entry.Replace ?? [])
        {
            shape[name] = value?.DeepClone();
        }

        return shape;
    }
}
