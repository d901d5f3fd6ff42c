using System.Text.Json;
using AtRest.Core.Evidence;

namespace AtRest.Core.Audits;

/// <summary>
/// Compares saved evidence with the hashes from the time of reading. The JSON itself is hashed, not this version's model of it, so that
/// evidence of an earlier release, with fewer fields, keeps its hashes.
/// </summary>
internal sealed class EvidenceIntegrity
{
    private const string KeyPolicySource = "kms:GetKeyPolicy";
    private const int MostNames = 5;

    private readonly List<string> faults = [];
    private int further;

    /// <summary>Checks all entries in a part of the evidence.</summary>
    public void Check(JsonElement part)
    {
        foreach (var fault in Faults(part))
        {
            if (faults.Count < MostNames)
            {
                faults.Add(fault);
            }
            else
            {
                further++;
            }
        }
    }

    /// <summary>Null if all hashes match; otherwise sentences with the names of the entries whose hashes do not.</summary>
    public string? Explain() => faults.Count == 0 ? null : string.Join(" ", faults) + (further > 0 ? $" {further} more entries do not match either." : "");

    private static IEnumerable<string> Faults(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Faults),
        JsonValueKind.Object when IsEntry(element) => FaultOf(element) is { } fault ? [fault] : [],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Faults(property.Value)),
        _ => [],
    };

    /// <summary>The JSON form of a <see cref="Collected{T}"/> that has a value.</summary>
    private static bool IsEntry(JsonElement element) => Text(element, "source") is not null && Text(element, "resource") is not null && element.TryGetProperty("collectedAt", out _)
        && element.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object;

    private static string? FaultOf(JsonElement entry)
    {
        var name = $"{Text(entry, "source")} of {Text(entry, "resource")}";
        var value = entry.GetProperty("value");
        return Text(entry, "sha256") switch
        {
            null => $"{name} has no SHA-256, but its content has {HashOf(entry, value)}.",
            var saved when saved == HashOf(entry, value) => null,
            var saved => $"{name} has the SHA-256 {saved}, but its content has {HashOf(entry, value)}.",
        };
    }

    /// <summary>See <see cref="Collected{T}.Sha256"/>.</summary>
    private static string HashOf(JsonElement entry, JsonElement value) =>
        Text(entry, "source") == KeyPolicySource && Text(value, "json") is { } policy ? EvidenceHash.OfText(policy) : EvidenceHash.OfJson(value);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String ? property.GetString() : null;
}
