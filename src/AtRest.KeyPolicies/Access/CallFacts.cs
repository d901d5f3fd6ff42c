using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// What is known about a call, by condition key: values, or none at all when AWS would not send the key. A key without an entry is left to
/// the question of <see cref="ToRequest"/>.
/// </summary>
internal sealed class CallFacts
{
    private readonly Dictionary<string, ImmutableArray<string>?> entries = new(StringComparer.OrdinalIgnoreCase);

    private CallFacts()
    {
    }

    /// <summary>What is true of every call on the key at this moment.</summary>
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
            // The key's id says so.
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

    /// <summary>Adds what is not said yet: nothing that is known of a call can be chosen. Null: the call comes without the key.</summary>
    public CallFacts Choose(string key, string? value)
    {
        entries.TryAdd(key, value is null ? null : [value]);
        return this;
    }

    /// <summary>All that is said; a null value means that the call comes without the key.</summary>
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
    /// The request with the keys that the policy names; other keys cannot change the decision. Of a key without an
    /// entry, <paramref name="isUnknown"/> says by the catalogue (null: not in it) whether it may be present with any value.
    /// </summary>
    public AccessRequest ToRequest(KeyPolicyReading reading, string principal, string action, Func<ConditionKey?, bool> isUnknown)
    {
        var context = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        var unknown = new List<string>();
        foreach (var key in reading.Mentioned)
        {
            if (!KeyOperations.MayHave(key, action))
            {
                // AWS does not send the key with this operation.
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
