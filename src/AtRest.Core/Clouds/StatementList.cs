using AtRest.Core.Audits;
using AtRest.Core.Aws;
using AtRest.Core.Google;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Clouds;

/// <summary>The list of clouds: what a report states about a cluster's key that no rule can check, with the source of each statement.</summary>
internal static class StatementList
{
    /// <param name="context">Of a cluster that has its declared type.</param>
    /// <param name="findings">A statement that a finding contradicts is left out.</param>
    public static IEnumerable<(string Text, string Source)> Of(RuleContext context, IReadOnlyCollection<Finding> findings) =>
        (context.Cluster.Encryption.KeyCloud ?? context.Cluster.Provider) switch
        {
            CloudProvider.Aws => AwsStatements.Of(context, findings),
            CloudProvider.Gcp => GoogleStatements.Of(context, findings),
            _ => [],
        };
}
