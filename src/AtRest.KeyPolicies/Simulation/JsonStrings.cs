using System.Text.Json;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>Reads the strings of a line.</summary>
internal static class JsonStrings
{
    /// <summary>Reads a string or a property name.</summary>
    /// <param name="reader">The reader, at the string.</param>
    /// <param name="what">The name of the value, for messages.</param>
    /// <exception cref="InvalidLineException">The value is not a string, or has a lone surrogate.</exception>
    public static string Read(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw new InvalidLineException($"{what} must be a string.");
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new InvalidLineException($"{what} contains half a character (a lone surrogate).");
        }
    }
}
