using System.Text.Json;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>Takes strings out of a line.</summary>
internal static class JsonStrings
{
    /// <param name="reader">At a string or a property's name.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <exception cref="LineFaultException">It is not a string, or holds half a character.</exception>
    public static string Read(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw new LineFaultException($"{what} must be a string.");
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new LineFaultException($"{what} holds half a character (a lone surrogate).");
        }
    }
}
