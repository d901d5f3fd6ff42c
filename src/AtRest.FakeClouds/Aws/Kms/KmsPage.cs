using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>Pages as KMS returns them, with Limit and Marker, Truncated and NextMarker.</summary>
internal static class KmsPage
{
    public static JsonObject Of<T>(AwsWorld world, string list, string member, IReadOnlyList<T> items, JsonObject input, PageLimits limits, Func<T, JsonNode> shape)
    {
        int limit = Paging.Limit(input, "Limit", limits.Default, limits.Most)
            ?? throw KmsErrors.Validation($"1 validation error detected: Value at 'limit' failed to satisfy constraint: Member must be between 1 and {limits.Most}");
        try
        {
            int size = Math.Min(limit, world.Scenario.PageSize ?? limit);
            (IReadOnlyList<T> page, string? next) = Paging.Cut(items, list, input["Marker"]?.ToString(), size);
            return new JsonObject
            {
                [member] = new JsonArray([.. page.Select(shape)]),
                ["NextMarker"] = next,
                ["Truncated"] = next is not null,
            };
        }
        catch (ArgumentException)
        {
            throw KmsErrors.InvalidMarker();
        }
    }
}

/// <summary>The default number of entries on a page, and the largest number that can be requested.</summary>
internal readonly record struct PageLimits(int Default, int Most);
