using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Aws.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>A trail that writes to a bucket, with the session of the account that sees the trail, and that of the trail's owner if it is another account.</summary>
internal sealed record BucketUse(string Bucket, string Region, AccountSession Session, AccountSession? Owner);

/// <summary>Collects the buckets of an organization's trails, each of them once.</summary>
internal sealed class LogBuckets(BucketCollector collector, Memo memo, ProgressCounter progress)
{
    /// <param name="organization">The organization's ID.</param>
    /// <param name="uses">The trails.</param>
    /// <param name="others">The accounts whose roles are tried, in order, if the accounts that see the trails are denied.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<ImmutableArray<LogBucketEvidence>> CollectAsync(
        string organization, IEnumerable<BucketUse> uses, ImmutableArray<OtherAccount> others, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(uses
            .GroupBy(use => use.Bucket, StringComparer.Ordinal)
            .OrderBy(bucket => bucket.Key, StringComparer.Ordinal)
            .Select(bucket => CollectAsync(organization, bucket.Key, [.. bucket], others, cancellationToken)))];

    private Task<LogBucketEvidence> CollectAsync(
        string organization, string bucket, ImmutableArray<BucketUse> uses, ImmutableArray<OtherAccount> others, CancellationToken cancellationToken)
    {
        var sessions = uses.Select(use => use.Session)
            .Concat(uses.Select(use => use.Owner).OfType<AccountSession>())
            .DistinctBy(session => session.Identity)
            .ToImmutableArray();
        var search = new BucketSearch(organization, bucket, uses[0].Region, sessions, others);

        // The result, and the accounts that it can name, differ between organizations.
        return memo.GetAsync($"bucket {organization} {bucket}", () => progress.TrackAsync(() => collector.CollectAsync(search, cancellationToken)));
    }
}
