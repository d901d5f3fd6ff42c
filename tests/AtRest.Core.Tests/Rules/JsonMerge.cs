using System.Text.Json.Nodes;

namespace AtRest.Core.Tests.Rules;

/// <summary>
/// Merges a case's changes into the healthy fleet: a JSON merge patch (RFC 7396), in which a name that begins with <c>=</c> replaces
/// the whole value instead of merging into it.
/// </summary>
internal static class JsonMerge
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (name.StartsWith('='))
            {
                target[name[1..]] = value.DeepClone();
            }
            else if (value is JsonObject change && target[name] is JsonObject existing)
            {
                Apply(existing, change);
            }
            else
            {
                target[name] = value is JsonObject fresh ? Apply([], fresh) : value.DeepClone();
            }
        }

        return target;
    }
}
