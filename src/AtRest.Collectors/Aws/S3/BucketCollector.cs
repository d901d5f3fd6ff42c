using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>All evidence about one log bucket.</summary>
internal sealed class BucketCollector(BucketReader s3)
{
    private delegate Task<Collected<T>> Read<T>(AccountSession session, string bucket, string region, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Reads a bucket.</summary>
    /// <param name="bucket">Its name.</param>
    /// <param name="sessions">Who may ask, in order: the next is tried only where the one before is denied.</param>
    /// <param name="region">Where to look first: the trail's home region.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<LogBucketEvidence> CollectAsync(string bucket, ImmutableArray<AccountSession> sessions, string region, CancellationToken cancellationToken)
    {
        // The first call also finds the bucket's region, so that the others need not.
        var versioning = await FirstAsync(s3.VersioningAsync, bucket, sessions, region, cancellationToken).ConfigureAwait(false);
        var lifecycle = FirstAsync(s3.LifecycleAsync, bucket, sessions, region, cancellationToken);
        var objectLock = FirstAsync(s3.ObjectLockAsync, bucket, sessions, region, cancellationToken);
        var block = FirstAsync(s3.PublicAccessBlockAsync, bucket, sessions, region, cancellationToken);
        await Task.WhenAll(lifecycle, objectLock, block).ConfigureAwait(false);
        return new LogBucketEvidence
        {
            Bucket = bucket,
            Versioning = versioning,
            Lifecycle = await lifecycle.ConfigureAwait(false),
            ObjectLock = await objectLock.ConfigureAwait(false),
            PublicAccessBlock = await block.ConfigureAwait(false),
        };
    }

    private static async Task<Collected<T>> FirstAsync<T>(
        Read<T> read, string bucket, ImmutableArray<AccountSession> sessions, string region, CancellationToken cancellationToken)
        where T : class
    {
        var first = await read(sessions[0], bucket, region, cancellationToken).ConfigureAwait(false);
        var last = first;
        foreach (var session in sessions.Skip(1).TakeWhile(_ => last.Absence?.Kind == AbsenceKind.Denied))
        {
            last = await read(session, bucket, region, cancellationToken).ConfigureAwait(false);
        }

        // Where everybody is denied, the customer's own account is the one whose permissions to look at.
        return last.Absence?.Kind == AbsenceKind.Denied ? first : last;
    }
}
