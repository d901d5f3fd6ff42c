using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.KeyPolicies.Grants;

/// <summary>Reads the values of a JSON object and collects errors. Names are not case-sensitive.</summary>
internal sealed class GrantEntry(JsonElement element, string place, List<string> errors)
{
    public JsonElement Element { get; } = element;

    public static JsonElement Find(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value;
            }
        }

        return default;
    }

    public void Error(string message) => errors.Add($"{place}: {message}");

    public GrantEntry? Child(string name)
    {
        var found = Find(Element, name);
        if (found.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object))
        {
            Error($"{name} must be an object.");
        }

        return found.ValueKind == JsonValueKind.Object ? new GrantEntry(found, $"{place}, {name}", errors) : null;
    }

    public string? Text(string name)
    {
        var found = Find(Element, name);
        switch (found.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return TextOf(found, name);
            default:
                Error($"{name} must be a string.");
                return null;
        }
    }

    public ImmutableArray<string> Texts(string name)
    {
        var found = Find(Element, name);
        if (found.ValueKind != JsonValueKind.Array || found.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Error($"{name} must be a list of strings.");
            return [];
        }

        return [.. found.EnumerateArray().Select(item => TextOf(item, name))];
    }

    public ImmutableSortedDictionary<string, string>? Pairs(string name)
    {
        if (Child(name) is not { } pairs)
        {
            return null;
        }

        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs.Element.EnumerateObject())
        {
            if (pair.Value.ValueKind == JsonValueKind.String && values.TryAdd(pair.Name, TextOf(pair.Value, pair.Name)))
            {
                continue;
            }

            pairs.Error($"{pair.Name} must be a string, and can appear only once.");
        }

        return values.ToImmutable();
    }

    private string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            Error($"{name} contains half a character (a lone surrogate).");
            return "";
        }
    }
}
