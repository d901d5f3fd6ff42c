using System.Text.Json;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>
/// The parts of a line, each as its bytes: equal bytes need not be read again. Filled from left to right, so that the id is
/// there even if the rest is broken.
/// </summary>
internal ref struct SimulationLine
{
    /// <summary>Deep enough for any policy, whose own limit is lower.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 2 * PolicyLimits.JsonDepth };

    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> Policy;
    public ReadOnlySpan<byte> KeyArn;
    public ReadOnlySpan<byte> Grants;
    public ReadOnlySpan<byte> Request;

    /// <exception cref="JsonException">The line is not JSON.</exception>
    /// <exception cref="LineFaultException">It is JSON, but something else.</exception>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new LineFaultException("A line is a JSON object: {\"id\":…,\"policy\":{…},\"keyArn\":…,\"request\":{…}}.");
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
                PropertyNames.PassOver(ref reader, PropertyNames.OfLine);
            }
        }

        // Anything after the object makes the line invalid JSON.
        reader.Read();
    }

    private static void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ref ReadOnlySpan<byte> part, string name)
    {
        if (!part.IsEmpty)
        {
            throw new LineFaultException($"'{name}' is given twice.");
        }

        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isId = name == "id";
        if (isId && reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            throw new LineFaultException("'id' must be a string or a number.");
        }

        reader.Skip();
        part = reader.TokenType == JsonTokenType.Null ? default : utf8[start..(int)reader.BytesConsumed];
    }
}
