using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// Finds out who can use a key. KPOL-2, KPOL-3 and KPOL-7 are answered from the same analysis: <see cref="PublicAccess"/>,
/// <see cref="PolicyCallers"/> and <see cref="GrantHolder"/>.
/// </summary>
public static class KeyAccess
{
    /// <param name="policy">The policy's text. One that is no policy gives no access.</param>
    /// <param name="key">The key that the policy belongs to.</param>
    /// <param name="grants">Null if nobody knows them.</param>
    /// <param name="at">The moment to judge by.</param>
    /// <exception cref="PolicyTooIntricateException">Trying all whom the policy might let in would take too long.</exception>
    public static AccessTable Of(string policy, KmsKeyArn key, ImmutableArray<KeyGrant>? grants, DateTimeOffset at)
    {
        var reading = KeyPolicyReading.Of(key, metadata: null, policy);
        var rows = new PolicyRows(reading, at).All().Concat(new GrantRows(reading, at).All(grants ?? []));
        return new AccessTable
        {
            Key = key,
            IsPublic = new PublicAccess(reading, at).Find() is { Actions.IsEmpty: false },
            HasGrants = grants is not null,
            Rows =
            [
                .. rows.GroupBy(row => (row.Kind, row.Principal)).Select(Merge)
                    .OrderByDescending(row => row.IsForeign).ThenBy(row => row.Kind).ThenBy(row => row.Principal, StringComparer.Ordinal),
            ],
            Denials = [.. reading.Policy.Statements.Where(statement => statement.Effect == StatementEffect.Deny)],
        };
    }

    private static AccessRow Merge(IEnumerable<AccessRow> rows)
    {
        var first = rows.First();
        return first with { IsForeign = rows.Any(row => row.IsForeign), Rights = [.. rows.SelectMany(row => row.Rights)] };
    }
}
