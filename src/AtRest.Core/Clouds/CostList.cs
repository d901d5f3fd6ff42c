using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Costs;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Costs;
using AtRest.Core.Google.Costs;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Clouds;

/// <summary>The list of clouds: what their keys and the calls of audits cost.</summary>
internal static class CostList
{
    /// <summary>What use of the keys costs, if no metrics were read.</summary>
    private const string Use = "Requests in which Camunda and your own principals use the keys cost USD 0.03 per 10,000 (AWS KMS). AtRest does not know their number.";

    /// <summary>The same, if the metrics of accounts were read: they have the requests of an account's own principals only.</summary>
    private const string UseByOthers =
        "Requests from other accounts, such as those in which Camunda uses the keys, are not in the requests of your accounts: AWS counts them in the account that makes them. AtRest does not know their number.";

    private const string Trails = "Storing CloudTrail's log files, CloudTrail Lake and log groups costs extra. AtRest does not read their sizes.";

    /// <summary>The keys that a cluster declares; empty if it declares none.</summary>
    public static ImmutableArray<KeyCost> Of(EvidenceIndex index, Cluster cluster) => cluster.Encryption switch
    {
        DeclaredEncryption.External external =>
        [
            .. new[] { external.PrimaryKeyArn, external.SecondaryKeyArn }.OfType<KmsKeyArn>().DistinctBy(key => key.Value).Select(key => AwsKeyCosts.Of(index, key)),
        ],
        { } encryption when CryptoKeyName.Of(encryption) is { } name => [GoogleKeyCosts.Of(index, name)],
        _ => [],
    };

    /// <summary>What an organization pays.</summary>
    /// <param name="evidence">The evidence of the audit.</param>
    /// <param name="keys">The keys of its clusters.</param>
    /// <param name="counts">The calls of the audit. Calls to Google Cloud KMS by an audit are free, and Camunda's API costs nothing.</param>
    public static OrganizationCosts Of(AuditEvidence evidence, KeyCostSum keys, IEnumerable<CallCount> counts)
    {
        var calls = AwsCallCosts.CallsIn(counts);
        var (parts, unknown) = AwsCallCosts.Of(calls, evidence.Clouds.Aws);
        var (accounts, unread) = AwsAccountRequests.Of(evidence.Clouds.Aws);
        ImmutableArray<CostPart> ofKeys = [.. keys.Parts];
        return new OrganizationCosts
        {
            Calls = calls.Any(count => count.Uncounted > 0) ? [] : calls,
            Parts = [.. ofKeys, .. parts],
            Accounts = accounts,
            Unknown = [.. keys.Unknown, .. unknown, .. unread, .. ofKeys.IsEmpty ? Array.Empty<string>() : [accounts.IsEmpty ? Use : UseByOthers, Trails]],
        };
    }
}
