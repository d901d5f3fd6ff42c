using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>Selectors in CloudTrail's JSON.</summary>
internal static class SelectorShapes
{
    public static JsonArray Classic(IReadOnlyList<FakeEventSelector> selectors) =>
    [
        .. selectors.Select(selector => (JsonNode)new JsonObject
        {
            ["ReadWriteType"] = selector.ReadWriteType,
            ["IncludeManagementEvents"] = selector.IncludeManagementEvents,
            ["DataResources"] = new JsonArray(),
            ["ExcludeManagementEventSources"] = JsonShapes.Array(selector.ExcludeManagementEventSources),
        }),
    ];

    public static JsonArray Advanced(IReadOnlyList<FakeAdvancedEventSelector> selectors) =>
    [
        .. selectors.Select(selector => (JsonNode)JsonShapes.WithoutNulls(new JsonObject
        {
            ["Name"] = selector.Name,
            ["FieldSelectors"] = new JsonArray([.. selector.FieldSelectors.Select(Field)]),
        })),
    ];

    private static JsonNode Field(FakeFieldSelector field) => JsonShapes.WithoutNulls(new JsonObject
    {
        ["Field"] = field.Field,
        ["Equals"] = Values(field.EqualTo),
        ["StartsWith"] = Values(field.StartsWith),
        ["EndsWith"] = Values(field.EndsWith),
        ["NotEquals"] = Values(field.NotEquals),
        ["NotStartsWith"] = Values(field.NotStartsWith),
        ["NotEndsWith"] = Values(field.NotEndsWith),
    });

    private static JsonArray? Values(IReadOnlyList<string> values) => values.Count > 0 ? JsonShapes.Array(values) : null;
}
