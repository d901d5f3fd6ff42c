using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>Reads the condition keys of a request: known keys with their values, and unknown keys. Condition keys are not case-sensitive.</summary>
internal sealed class ContextReader
{
    private Dictionary<string, ImmutableArray<string>>? known;
    private HashSet<string>? unknown;

    public FrozenDictionary<string, ImmutableArray<string>> Known =>
        known is { Count: > 0 } ? known.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase) : FrozenDictionary<string, ImmutableArray<string>>.Empty;

    public FrozenSet<string> Unknown => unknown is { Count: > 0 } ? unknown.ToFrozenSet(StringComparer.OrdinalIgnoreCase) : FrozenSet<string>.Empty;

    public void ReadKnown(ref Utf8JsonReader reader)
    {
        RejectDuplicate(known, "context");
        known = new(StringComparer.OrdinalIgnoreCase);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidLineException("'context' must be an object of condition keys.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = JsonStrings.Read(ref reader, "A condition key");
            reader.Read();
            if (!known.TryAdd(key, Values(ref reader, key)))
            {
                throw new InvalidLineException($"'context' has {key} twice. Condition keys are not case-sensitive.");
            }
        }
    }

    public void ReadUnknown(ref Utf8JsonReader reader)
    {
        RejectDuplicate(unknown, "unknown");
        unknown = new(StringComparer.OrdinalIgnoreCase);
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    unknown.Add(JsonStrings.Read(ref reader, "An entry of 'unknown'"));
                }

                return;
            default:
                unknown.Add(JsonStrings.Read(ref reader, "'unknown'"));
                return;
        }
    }

    private static void RejectDuplicate(object? before, string name)
    {
        if (before is not null)
        {
            throw new InvalidLineException($"'{name}' appears twice.");
        }
    }

    private static ImmutableArray<string> Values(ref Utf8JsonReader reader, string key)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return [Value(ref reader, key)];
        }

        var values = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(Value(ref reader, key));
        }

        return values.DrainToImmutable();
    }

    private static string Value(ref Utf8JsonReader reader, string key) => reader.TokenType switch
    {
        JsonTokenType.String => JsonStrings.Read(ref reader, $"A value of {key}"),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => throw new InvalidLineException($"A value of {key} must be a string, a number, a boolean, or a list of these. If the value is not known, list the key in 'unknown' instead."),
    };
}
