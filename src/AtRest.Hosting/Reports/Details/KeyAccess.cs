using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Hosting.Reports.Details;

/// <summary>Who can use a key, and which lines of its policy are responsible for failures: for pages and the API.</summary>
internal static class KeyAccess
{
    /// <summary>Who has access; null without a policy, or if the policy is too complex to find everyone.</summary>
    public static AccessTable? Of(KeyDetail key)
    {
        if (key.Policy is null)
        {
            return null;
        }

        try
        {
            return KeyPolicyAnalysis.Of(key.Policy, new KeySubject
            {
                Key = KmsKeyArn.Parse(key.Name),
                Roles = [.. key.Roles.Select(role => Arn.TryParse(role, out var arn) ? arn : null).OfType<Arn>()],
                Facts = key.Facts,
                Grants = key.Grants,
                Moment = key.Moment,
            }).Table();
        }
        catch (PolicyTooComplexException)
        {
            return null;
        }
    }

    /// <summary>How a principal belongs to the key.</summary>
    /// <param name="row">The principal.</param>
    /// <param name="roles">The roles of the clusters that declare the key.</param>
    public static PrincipalStanding StandingOf(AccessRow row, ImmutableArray<string> roles) =>
        roles.Contains(row.Principal) ? PrincipalStanding.ClusterRole
        : IsInfrastructure(row, roles) ? PrincipalStanding.Infrastructure
        : row.IsForeign ? PrincipalStanding.Foreign
        : PrincipalStanding.Owner;

    /// <summary>The failures of a cluster that statements of a key's policy are responsible for.</summary>
    public static ImmutableArray<FindingDetail> FailuresOf(ClusterDetail cluster, KeyDetail key) =>
        [.. cluster.Findings.Where(finding => finding.Status == FindingStatus.Fail && finding.Resource == key.Name && !finding.Statements.IsEmpty)];

    /// <summary>The lines of some statements of a policy, from 1.</summary>
    /// <param name="policy">The text.</param>
    /// <param name="statements">The statements, from 0.</param>
    public static ImmutableSortedSet<int> LinesOf(string policy, ImmutableArray<int> statements) => statements.IsEmpty || KeyPolicy.Parse(policy).Policy is not { } parsed
        ? []
        :
        [
            .. from index in statements
               where index < parsed.Statements.Length
               let statement = parsed.Statements[index]
               let count = policy[statement.Text].AsSpan().Count('\n')
               from line in Enumerable.Range(statement.Line, count + 1)
               select line,
        ];

    /// <summary>EC2, which attaches the volumes of a cluster: it acts in the account of the cluster's role, with grants that the role creates.</summary>
    private static bool IsInfrastructure(AccessRow row, ImmutableArray<string> roles) =>
        row.Kind == AccessKind.Session && row.Principal.Contains(":assumed-role/aws:", StringComparison.Ordinal) && roles.Any(role => Arn.TryParse(role, out var arn) && arn.AccountId == row.AccountId);
}

/// <summary>How a principal belongs to a key.</summary>
internal enum PrincipalStanding
{
    /// <summary>The role of a cluster that declares the key.</summary>
    [JsonStringEnumMemberName("clusterRole")]
    ClusterRole,

    /// <summary>EC2, for the volumes of such a cluster.</summary>
    [JsonStringEnumMemberName("infrastructure")]
    Infrastructure,

    /// <summary>Another account.</summary>
    [JsonStringEnumMemberName("foreign")]
    Foreign,

    /// <summary>The account of the key.</summary>
    [JsonStringEnumMemberName("owner")]
    Owner,
}
