using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AtRest.KeyPolicies.Grants;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// Everything that the analysis of a policy can see, as one text. The analyses of two keys with the same shape have the same answers: the analysis sees a key
/// only by its account, partition and region, by the properties that have condition keys, and by which <c>Resource</c> matches its ARN.
/// </summary>
internal static class AnalysisShape
{
    /// <summary>What every account has in common that <see cref="Placeholders"/> invents. A policy that contains it changes what is invented.</summary>
    private const string InventedAccounts = "9876000000";

    /// <summary>The name of the key in a <c>Resource</c>, instead of its ARN.</summary>
    private const string OwnArn = "\u0001key";

    /// <summary>The shape; null if the answers are for this key alone, because a resource depends on the request, or because the text is unusual.</summary>
    public static string? Of(KeyPolicyReading reading, KeySubject subject)
    {
        if (!reading.IsUnderstood || reading.Text.Contains(InventedAccounts, StringComparison.Ordinal))
        {
            return null;
        }

        var shape = new StringBuilder(2048);
        AddSubject(shape, reading, subject);
        foreach (var matcher in reading.WithoutGrants.Statements)
        {
            if (!TryAdd(shape, matcher, reading.Key.Value))
            {
                return null;
            }
        }

        return shape.ToString();
    }

    private static void AddSubject(StringBuilder shape, KeyPolicyReading reading, KeySubject subject)
    {
        var (key, facts) = (subject.Key, subject.Facts);
        Add(shape, key.Partition, key.AccountId, key.Region, key.IsMultiRegion ? "mrk" : "", reading.Policy.Version.ToString());
        Add(shape, subject.Moment.UtcTicks.ToString(CultureInfo.InvariantCulture), facts is null ? "" : "facts", subject.OrganizationId ?? "");
        Add(shape, facts?.KeySpec, facts?.KeyUsage, facts?.Origin, facts?.MultiRegion == true ? "multi" : "", facts?.MultiRegionKeyType);
        Add(shape, subject.Roles.Length.ToString(CultureInfo.InvariantCulture));
        foreach (var role in subject.Roles)
        {
            Add(shape, role.Value);
            var grants = RelevantGrants.Of(subject.KnownGrants, role, key.Partition);
            Add(shape, grants.Length.ToString(CultureInfo.InvariantCulture));
            foreach (var grant in grants)
            {
                Add(shape, grant);
            }
        }

        // A deleted principal of a grant is a requirement that the policy cannot meet.
        Add(shape, GrantHolder.Of(subject.KnownGrants).Any(holder => holder.Principal is { } principal && Principals.IsDeleted(principal)) ? "deleted" : "");
    }

    private static void Add(StringBuilder shape, KeyGrant grant)
    {
        Add(shape, grant.GrantId, grant.Name, grant.GranteePrincipal, grant.GranteeServicePrincipal, grant.RetiringPrincipal, grant.RetiringServicePrincipal, grant.IssuingAccount, grant.SourceArn);
        Add(shape, grant.CreationDate?.ToString("O", CultureInfo.InvariantCulture));
        AddList(shape, grant.Operations.IsDefault ? [] : grant.Operations);
        foreach (var pairs in new[] { grant.EncryptionContextEquals, grant.EncryptionContextSubset })
        {
            Add(shape, pairs is null ? null : pairs.Count.ToString(CultureInfo.InvariantCulture));
            foreach (var (name, value) in pairs ?? ImmutableSortedDictionary<string, string>.Empty)
            {
                Add(shape, name, value);
            }
        }
    }

    private static bool TryAdd(StringBuilder shape, Matching.StatementMatcher matcher, string key)
    {
        var statement = matcher.Statement;
        Add(shape, statement.Sid, statement.Effect.ToString(), statement.Principal.IsNegated ? "not" : "");
        Add(shape, statement.Principal.Entries.Length.ToString(CultureInfo.InvariantCulture));
        foreach (var entry in statement.Principal.Entries)
        {
            Add(shape, entry.Kind.ToString(), entry.Text);
        }

        Add(shape, statement.Action is { } action ? action.IsNegated ? "not" : "" : null);
        AddList(shape, statement.Action?.Patterns ?? []);
        if (statement.Resource is { } resource)
        {
            // Other resources than the key stay as they are, with whether they are the key.
            if (matcher.Resource.IsOpen || resource.Patterns.Any(pattern => pattern.Contains('$', StringComparison.Ordinal)) || (resource.IsNegated && resource.Patterns.Contains(key)))
            {
                return false;
            }

            Add(shape, resource.IsNegated ? "not" : "", matcher.Resource.IsPossible ? "this" : "other");
            AddList(shape, [.. resource.Patterns.Select(pattern => pattern == key ? OwnArn : pattern)]);
        }
        else
        {
            Add(shape, (string?)null);
        }

        Add(shape, statement.Conditions.Length.ToString(CultureInfo.InvariantCulture));
        foreach (var condition in statement.Conditions)
        {
            Add(shape, condition.OperatorText, condition.Key);
            AddList(shape, condition.Values);
        }

        return true;
    }

    private static void AddList(StringBuilder shape, ImmutableArray<string> texts)
    {
        Add(shape, texts.Length.ToString(CultureInfo.InvariantCulture));
        foreach (var text in texts)
        {
            Add(shape, text);
        }
    }

    /// <summary>Each text with its length, so that two lists never give the same shape.</summary>
    private static void Add(StringBuilder shape, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            shape.Append(text is null ? -1 : text.Length).Append(':').Append(text);
        }
    }
}
