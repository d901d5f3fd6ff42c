using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>A trail that writes to a bucket: the session of the account that sees the trail, and that of the trail's owner if it is another.</summary>
internal sealed record BucketUse(string Bucket, string Region, AccountSession Session, AccountSession? Owner);

/// <summary>The buckets of an organization's trails, each once.</summary>
internal sealed class LogBuckets(BucketCollector collector, Memo memo, ProgressCounter progress)
{
    public async Task<ImmutableArray<LogBucketEvidence>> CollectAsync(IEnumerable<BucketUse> uses, CancellationToken cancellationToken) =>
        [.. await Task.WhenAll(uses
            .GroupBy(use => use.Bucket, StringComparer.Ordinal)
            .OrderBy(bucket => bucket.Key, StringComparer.Ordinal)
            .Select(bucket => CollectAsync(bucket.Key, [.. bucket], cancellationToken))).ConfigureAwait(false)];

    private Task<LogBucketEvidence> CollectAsync(string bucket, ImmutableArray<BucketUse> uses, CancellationToken cancellationToken)
    {
        var sessions = uses.Select(use => use.Session)
            .Concat(uses.Select(use => use.Owner).OfType<AccountSession>())
            .DistinctBy(session => session.Identity)
            .ToImmutableArray();
        var askers = string.Join('\n', sessions.Select(session => session.Identity));
        return memo.GetAsync($"bucket {bucket} {askers}", () => progress.TrackAsync(() => collector.CollectAsync(bucket, sessions, uses[0].Region, cancellationToken)));
    }
}
