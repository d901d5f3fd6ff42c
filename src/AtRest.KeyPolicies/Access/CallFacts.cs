using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// The facts about a call, by condition key: the values, or that AWS does not send the key. For a key without an entry, the caller of
/// <see cref="ToRequest"/> decides whether it is unknown or absent.
/// </summary>
internal sealed class CallFacts
{
    private readonly Dictionary<string, ImmutableArray<string>?> entries = new(StringComparer.OrdinalIgnoreCase);

    private CallFacts()
    {
    }

    /// <summary>The facts that are the same for every call to the key at this time.</summary>
    public static CallFacts Of(KeyPolicyReading reading, DateTimeOffset now)
    {
        var facts = new CallFacts()
            .Known("aws:CurrentTime", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .Known("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Known("aws:RequestedRegion", reading.Key.Region)
            .Known("aws:SecureTransport", "true")
            .Known("aws:ResourceAccount", reading.Key.AccountId);
        if (reading.Facts is not { } metadata)
        {
            // The ID of a multi-Region key starts with mrk-.
            return reading.Key.IsMultiRegion ? facts.Known("kms:MultiRegion", "true") : facts.Known("kms:MultiRegion", "false").Absent("kms:MultiRegionKeyType");
        }

        facts.KnownIfRead("kms:KeySpec", metadata.KeySpec).KnownIfRead("kms:KeyUsage", metadata.KeyUsage).KnownIfRead("kms:KeyOrigin", metadata.Origin);
        facts.Known("kms:MultiRegion", metadata.MultiRegion ? "true" : "false");
        return metadata.MultiRegion ? facts.KnownIfRead("kms:MultiRegionKeyType", metadata.MultiRegionKeyType) : facts.Absent("kms:MultiRegionKeyType");
    }

    public CallFacts Known(string key, params ImmutableArray<string> values)
    {
        entries[key] = values;
        return this;
    }

    public CallFacts Absent(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            entries[key] = null;
        }

        return this;
    }

    /// <summary>Adds a value that the caller chooses, unless the key has an entry: the caller cannot choose a known fact. Null means that the call has no such key.</summary>
    public CallFacts Choose(string key, string? value)
    {
        entries.TryAdd(key, value is null ? null : [value]);
        return this;
    }

    /// <summary>All facts. A null value means that AWS does not send the key.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>?> ToContext() => entries.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    public CallFacts Copy()
    {
        var copy = new CallFacts();
        foreach (var (key, values) in entries)
        {
            copy.entries[key] = values;
        }

        return copy;
    }

    /// <summary>
    /// Creates the request. It has only the keys that the policy names, since no other key can change the decision. For a key without an entry,
    /// <paramref name="isUnknown"/> decides whether it can be present with any value; its argument is null for keys that are not in the catalog.
    /// </summary>
    public AccessRequest ToRequest(KeyPolicyReading reading, string principal, string action, Func<ConditionKey?, bool> isUnknown)
    {
        var context = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        var unknown = new List<string>();
        foreach (var key in reading.Mentioned)
        {
            if (!KeyOperations.MayHave(key, action))
            {
                // AWS does not send the key with this operation, so it is absent.
            }
            else if (entries.TryGetValue(key, out var values))
            {
                if (values is { } present)
                {
                    context[key] = present;
                }
            }
            else if (isUnknown(ConditionKeys.Find(key)))
            {
                unknown.Add(key);
            }
        }

        return new AccessRequest
        {
            Principal = principal,
            Action = action,
            Context = context.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Unknown = unknown.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    private CallFacts KnownIfRead(string key, string? value) => value is null ? this : Known(key, value);
}
