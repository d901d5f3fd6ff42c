using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>All evidence about one log bucket.</summary>
internal sealed class BucketCollector(BucketReader s3, AccountBlockReader accountBlocks, AccountGate gate, ReaderLog readers)
{
    private delegate Task<Collected<T>> Read<T>(BucketAsker asker, string bucket, string region, CancellationToken cancellationToken)
        where T : class;

    public async Task<LogBucketEvidence> CollectAsync(BucketSearch search, CancellationToken cancellationToken)
    {
        // The first call also finds the bucket's region, and who may read it, so that the others need not. The lifecycle decides the most.
        ImmutableArray<BucketAsker> askers = [.. search.Sessions.Select(session => new BucketAsker(session))];
        var first = await FirstAsync(s3.LifecycleAsync, search, askers, cancellationToken);
        var attempts = new OwnerAttempts();
        if (first.Absence is { IsRefusal: true } && await OwnerAsync(search, attempts, cancellationToken) is { } owner)
        {
            askers = [owner, .. askers];
            first = await s3.LifecycleAsync(owner, search.Bucket, search.Region, cancellationToken);
        }

        var versioning = FirstAsync(s3.VersioningAsync, search, askers, cancellationToken);
        var objectLock = FirstAsync(s3.ObjectLockAsync, search, askers, cancellationToken);
        var block = FirstAsync(s3.PublicAccessBlockAsync, search, askers, cancellationToken);
        await Task.WhenAll(versioning, objectLock, block);
        var own = await block;
        var (policy, account) = await BeyondOwnBlockAsync(search, askers, own, cancellationToken);
        return new LogBucketEvidence
        {
            Bucket = search.Bucket,
            Lifecycle = attempts.Explain(first),
            Versioning = attempts.Explain(await versioning),
            ObjectLock = attempts.Explain(await objectLock),
            PublicAccessBlock = attempts.Explain(own),
            PolicyStatus = policy is null ? null : attempts.Explain(policy),
            AccountPublicAccessBlock = account is null ? null : attempts.Explain(account),
        };
    }

    /// <summary>Asked only where the bucket's own block does not settle it; a bucket that does not exist has nothing to be asked about.</summary>
    private async Task<(Collected<BucketPolicyStatus>? Policy, Collected<BucketPublicAccessBlock>? Account)> BeyondOwnBlockAsync(
        BucketSearch search, ImmutableArray<BucketAsker> askers, Collected<BucketPublicAccessBlock> own, CancellationToken cancellationToken)
    {
        if (own.Value is { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true } || own.Absence?.ErrorCode == "NoSuchBucket")
        {
            return (null, null);
        }

        var policy = FirstAsync(s3.PolicyStatusAsync, search, askers, cancellationToken);
        var account = accountBlocks.OfOwnerAsync(s3, search, askers, cancellationToken);
        return (await policy, await account);
    }

    /// <summary>The first other account whose role may read the bucket; each is tried once.</summary>
    private async Task<BucketAsker?> OwnerAsync(BucketSearch search, OwnerAttempts attempts, CancellationToken cancellationToken)
    {
        foreach (var other in search.Others)
        {
            var session = attempts.IsExhausted ? null : await gate.EnterAsync(other.Account, search.Region, cancellationToken);
            if (session is null)
            {
                attempts.LeaveOut();
            }
            else if (!search.Sessions.Any(asked => asked.Identity == session.Identity))
            {
                // Another organization's role is good for that account's own buckets only, not for whatever else it may reach.
                var asker = new BucketAsker(session, other.IsOwn ? null : other.Account.AccountId);
                var answer = await s3.LifecycleAsync(asker, search.Bucket, search.Region, cancellationToken);
                if (answer.Value is not null)
                {
                    readers.Note(search.Organization, other.Account.AccountId, session, other.IsOwn);
                    return asker;
                }

                attempts.Add(other);
            }
        }

        return null;
    }

    private static async Task<Collected<T>> FirstAsync<T>(Read<T> read, BucketSearch search, ImmutableArray<BucketAsker> askers, CancellationToken cancellationToken)
        where T : class
    {
        var first = await read(askers[0], search.Bucket, search.Region, cancellationToken);
        var last = first;
        foreach (var asker in askers.Skip(1).TakeWhile(_ => last.Absence is { IsRefusal: true }))
        {
            last = await read(asker, search.Bucket, search.Region, cancellationToken);
        }

        // Where everybody is denied, the first one's permissions are those to look at.
        return last.Absence is { IsRefusal: true } ? first : last;
    }
}
