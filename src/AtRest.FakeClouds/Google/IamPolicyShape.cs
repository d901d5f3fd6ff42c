using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>
/// An IAM policy in JSON. If a caller does not request version 3, a conditional binding has no condition, and the role's name ends with
/// <c>_withcond_</c> and a hash (https://docs.cloud.google.com/iam/docs/troubleshooting-withcond).
/// </summary>
internal static class IamPolicyShape
{
    private const int WithConditions = 3;
    private const int HashLength = 20;

    public static JsonObject Of(IReadOnlyList<FakeIamBinding> bindings, int requestedVersion)
    {
        bool shown = requestedVersion == WithConditions;
        return JsonShapes.WithoutNulls(new JsonObject
        {
            ["version"] = shown && bindings.Any(binding => binding.Condition is not null) ? WithConditions : 1,
            ["etag"] = "ACAB",
            ["bindings"] = bindings.Count == 0 ? null : new JsonArray([.. bindings.Select(binding => Binding(binding, shown))]),
        });
    }

    private static JsonObject Binding(FakeIamBinding binding, bool shown) => JsonShapes.WithoutNulls(new JsonObject
    {
        ["role"] = binding.Condition is { } hidden && !shown ? $"{binding.Role}_withcond_{StableIds.Hex(hidden)[..HashLength]}" : binding.Role,
        ["members"] = GoogleJson.List(binding.Members),
        ["condition"] = binding.Condition is { } expression && shown ? new JsonObject { ["title"] = "condition", ["expression"] = expression } : null,
    });
}
