using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Hosting;

/// <summary>Builds JSON answers.</summary>
internal static class JsonShapes
{
    public static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    /// <summary>The clouds leave out members that have no value.</summary>
    public static JsonObject WithoutNulls(JsonObject value)
    {
        foreach (string name in value.Where(member => member.Value is null).Select(member => member.Key).ToArray())
        {
            value.Remove(name);
        }

        return value;
    }
}
