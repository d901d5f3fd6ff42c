using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Costs;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Costs;

/// <summary>What the requests to AWS KMS cost the accounts of the keys, by CloudWatch's usage metrics.</summary>
internal static class AwsAccountRequests
{
    private const string PriceId = "kms-request";

    /// <summary>The accounts, and what is not known: sentences. Nothing if the audit did not read the metrics.</summary>
    public static (ImmutableArray<AccountRequests> Accounts, ImmutableArray<string> Unknown) Of(AwsSlice slice)
    {
        if (slice.UsageMetrics.IsEmpty)
        {
            return ([], []);
        }

        var elsewhere = slice.Keys
            .Select(key => KmsKeyArn.TryParse(key.KeyArn, out var arn) ? arn : null)
            .OfType<KmsKeyArn>()
            .Where(key => key.Partition != AwsKeyCosts.PricedPartition)
            .Select(key => (key.AccountId, key.Region))
            .ToHashSet();
        var (accounts, unknown) = (new SortedDictionary<string, List<RegionRequests>>(StringComparer.Ordinal), new List<string>());
        foreach (var entry in slice.UsageMetrics)
        {
            var place = $"account {entry.AccountId}, Region {entry.Region}";
            if (!entry.Requests.TryGet(out var counts, out var absence))
            {
                unknown.Add($"AtRest could not read how many requests to AWS KMS {place} made. {absence.Cause}");
            }
            else if (elsewhere.Contains((entry.AccountId, entry.Region)))
            {
                unknown.Add($"The principals of {place} made {counts.Sum} requests to AWS KMS in {UsageMetrics.Days} days. The price list of this release does not have their AWS partition.");
            }
            else
            {
                if (!accounts.TryGetValue(entry.AccountId, out var regions))
                {
                    accounts.Add(entry.AccountId, regions = []);
                }

                regions.Add(new RegionRequests(entry.Region, counts.Sum, counts.From, counts.Until));
            }
        }

        return ([.. accounts.Select(account => new AccountRequests { AccountId = account.Key, Regions = [.. account.Value], PriceId = PriceId })], [.. unknown]);
    }
}
