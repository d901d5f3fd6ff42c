using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>
/// Handles a property that is not in the interface: it is ignored, since drivers may add their own notes. But a name that looks like a misspelt
/// property is an error: without it, the answer would be about another request.
/// </summary>
internal static class PropertyNames
{
    public static ImmutableArray<string> OfLine { get; } = ["id", "policy", "keyArn", "grants", "request"];

    public static ImmutableArray<string> OfRequest { get; } = ["principal", "action", "context", "unknown"];

    /// <exception cref="LineFaultException">The current name is nearly a known one.</exception>
    public static void PassOver(ref Utf8JsonReader reader, ImmutableArray<string> known)
    {
        var name = JsonStrings.Read(ref reader, "A property's name");
        if (NearestName.To(name, known) is { } meant)
        {
            throw new LineFaultException($"There is no property '{name}'. Did you mean '{meant}'?");
        }

        reader.Skip();
    }
}
