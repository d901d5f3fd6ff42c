using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>The report's part about clusters whose audit was given up.</summary>
internal static class GivenUpClusters
{
    private const string Remedy = "Start another audit of this cluster.";

    /// <summary>Requested clusters that are no longer declared, so there is no declaration to judge by.</summary>
    /// <param name="evidence">The evidence of the audit.</param>
    /// <param name="shown">The clusters that are in the report anyway.</param>
    public static IEnumerable<Cluster> Undeclared(AuditEvidence evidence, IEnumerable<Cluster> shown)
    {
        var known = shown.Select(cluster => cluster.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return evidence.NotEvaluated
            .Where(entry => !known.Contains(entry.ClusterId))
            .OrderBy(entry => entry.ClusterId, StringComparer.Ordinal)
            .Select(entry => new Cluster { Id = entry.ClusterId, Name = entry.ClusterId, Provider = null, Region = "unknown", Encryption = new DeclaredEncryption.Undeclared() });
    }

    /// <summary>One unknown for each subject that the rule would judge, so that the next report can compare them.</summary>
    public static ImmutableArray<Outcome> Outcomes(IRule rule, RuleContext context, string cause)
    {
        var unknown = Outcome.Unknown($"This cluster was not evaluated. {cause}") with { Remedy = Remedy };
        return context.Cluster.Encryption.Type == EncryptionType.None
            ? [unknown]
            : [.. rule.Evaluate(context).Select(outcome => outcome.Resource).Distinct(StringComparer.Ordinal).Select(resource => unknown with { Resource = resource })];
    }
}
