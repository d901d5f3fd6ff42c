using System.Text.Json;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>
/// The parts of a line, as bytes, so that equal parts do not need to be parsed again. The parts are read from left to right, so that the ID is available
/// even if the rest is not valid.
/// </summary>
internal ref struct SimulationLine
{
    /// <summary>The maximum nesting is higher than that of a policy.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 2 * PolicyLimits.JsonDepth };

    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> Policy;
    public ReadOnlySpan<byte> KeyArn;
    public ReadOnlySpan<byte> Grants;
    public ReadOnlySpan<byte> Request;

    /// <summary>Reads the parts of a line.</summary>
    /// <exception cref="JsonException">The line is not JSON.</exception>
    /// <exception cref="InvalidLineException">The line is JSON, but not in the required form.</exception>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new InvalidLineException("A line must be a JSON object: {\"id\":…,\"policy\":{…},\"keyArn\":…,\"request\":{…}}.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                Take(ref reader, utf8, ref Id, "id");
            }
            else if (reader.ValueTextEquals("policy"u8))
            {
                Take(ref reader, utf8, ref Policy, "policy");
            }
            else if (reader.ValueTextEquals("keyArn"u8))
            {
                Take(ref reader, utf8, ref KeyArn, "keyArn");
            }
            else if (reader.ValueTextEquals("grants"u8))
            {
                Take(ref reader, utf8, ref Grants, "grants");
            }
            else if (reader.ValueTextEquals("request"u8))
            {
                Take(ref reader, utf8, ref Request, "request");
            }
            else
            {
                PropertyNames.SkipUnknown(ref reader, PropertyNames.OfLine);
            }
        }

        // Throws if there is text after the object.
        reader.Read();
    }

    private static void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ref ReadOnlySpan<byte> part, string name)
    {
        if (!part.IsEmpty)
        {
            throw new InvalidLineException($"'{name}' appears twice.");
        }

        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isId = name == "id";
        if (isId && reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            throw new InvalidLineException("'id' must be a string or a number.");
        }

        reader.Skip();
        part = reader.TokenType == JsonTokenType.Null ? default : utf8[start..(int)reader.BytesConsumed];
    }
}
