using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// Looks up the KMS operations with which AWS sends a condition key. The data and its sources are in <c>condition-keys.json</c>.
/// </summary>
internal static class KeyOperations
{
    private const string Prefix = "kms:";

    private static readonly Lazy<ImmutableArray<Entry>> Entries = new(Read);

    /// <summary>Whether a request for the action can have the key. True for keys that are not in the data.</summary>
    /// <param name="conditionKey">The condition key. Not case-sensitive.</param>
    /// <param name="action">The action, such as <c>kms:Decrypt</c>.</param>
    public static bool MayHave(string conditionKey, string action) => EntryOf(conditionKey) is not { } entry || entry.MayHave(action);

    /// <summary>Whether there are operations with which AWS does not send the key.</summary>
    public static bool IsLimited(string conditionKey) => EntryOf(conditionKey) is { } entry && KmsActions.Names.Any(action => !entry.MayHave(action));

    /// <summary>Whether the key can have several values.</summary>
    public static bool IsMultivalued(string conditionKey) => EntryOf(conditionKey)?.Type == "ArrayOfString";

    private static Entry? EntryOf(string conditionKey)
    {
        if (!conditionKey.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !conditionKey.StartsWith("aws:RequestTag/", StringComparison.OrdinalIgnoreCase)
            && !conditionKey.Equals("aws:TagKeys", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (var entry in Entries.Value)
        {
            if (entry.Covers(conditionKey))
            {
                return entry;
            }
        }

        return null;
    }

    private static ImmutableArray<Entry> Read()
    {
        using var stream = typeof(KeyOperations).Assembly.GetManifestResourceStream("AtRest.KeyPolicies.Access.condition-keys.json")!;
        using var document = JsonDocument.Parse(stream);
        return
        [
            .. from key in document.RootElement.GetProperty("keys").EnumerateArray()
               let isList = key.TryGetProperty("operations", out _)
               let names = key.GetProperty(isList ? "operations" : "allOperationsBut").EnumerateArray().Select(name => Prefix + name.GetString())
               select new Entry(key.GetProperty("name").GetString()!, key.GetProperty("type").GetString()!, isList, names.ToFrozenSet(StringComparer.OrdinalIgnoreCase)),
        ];
    }

    private sealed record Entry(string Name, string Type, bool IsList, FrozenSet<string> Operations)
    {
        public bool Covers(string key) => Name.EndsWith('*')
            ? key.AsSpan().StartsWith(Name.AsSpan(0, Name.Length - 1), StringComparison.OrdinalIgnoreCase)
            : Name.Equals(key, StringComparison.OrdinalIgnoreCase);

        public bool MayHave(string action) => Operations.Contains(action) == IsList;
    }
}
