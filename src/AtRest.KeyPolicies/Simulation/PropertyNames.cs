using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>
/// Handles unknown properties. They are ignored, so that programs can add their own notes. But a name that is probably a misspelled property is an error,
/// since the answer would otherwise be for another request.
/// </summary>
internal static class PropertyNames
{
    public static ImmutableArray<string> OfLine { get; } = ["id", "policy", "keyArn", "grants", "request"];

    public static ImmutableArray<string> OfRequest { get; } = ["principal", "action", "context", "unknown"];

    /// <summary>Skips an unknown property.</summary>
    /// <exception cref="InvalidLineException">The name is similar to a known name.</exception>
    public static void SkipUnknown(ref Utf8JsonReader reader, ImmutableArray<string> known)
    {
        var name = JsonStrings.Read(ref reader, "A property's name");
        if (NearestName.To(name, known) is { } meant)
        {
            throw new InvalidLineException($"'{name}' is not a known property. Did you mean '{meant}'?");
        }

        reader.Skip();
    }
}
