using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>Collects all evidence about one log bucket.</summary>
internal sealed class BucketCollector(BucketReader s3, AccountBlockReader accountBlocks, RoleSessions sessions, ReaderLog readers)
{
    private delegate Task<Collected<T>> Read<T>(BucketCaller caller, string bucket, string region, CancellationToken cancellationToken)
        where T : class;

    public async Task<LogBucketEvidence> CollectAsync(BucketSearch search, CancellationToken cancellationToken)
    {
        // The first call also finds the bucket's region and a role that can read it, for the other calls. The lifecycle is the most important setting.
        ImmutableArray<BucketCaller> callers = [.. search.Sessions.Select(session => new BucketCaller(session))];
        var first = await FirstAsync(s3.LifecycleAsync, search, callers, cancellationToken);
        var attempts = new OwnerAttempts();
        if (first.Absence is { IsRefusal: true } && await OwnerAsync(search, attempts, cancellationToken) is { } owner)
        {
            callers = [owner, .. callers];
            first = await s3.LifecycleAsync(owner, search.Bucket, search.Region, cancellationToken);
        }

        var versioning = FirstAsync(s3.VersioningAsync, search, callers, cancellationToken);
        var objectLock = FirstAsync(s3.ObjectLockAsync, search, callers, cancellationToken);
        var block = FirstAsync(s3.PublicAccessBlockAsync, search, callers, cancellationToken);
        await Task.WhenAll(versioning, objectLock, block);
        var own = await block;
        var (policy, account) = await BeyondOwnBlockAsync(search, callers, own, cancellationToken);
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

    /// <summary>Read only if the bucket's own block does not decide the question, and if the bucket exists.</summary>
    private async Task<(Collected<BucketPolicyStatus>? Policy, Collected<BucketPublicAccessBlock>? Account)> BeyondOwnBlockAsync(
        BucketSearch search, ImmutableArray<BucketCaller> callers, Collected<BucketPublicAccessBlock> own, CancellationToken cancellationToken)
    {
        if (own.Value is { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true } || own.Absence?.ErrorCode == "NoSuchBucket")
        {
            return (null, null);
        }

        var policy = FirstAsync(s3.PolicyStatusAsync, search, callers, cancellationToken);
        var account = accountBlocks.OfOwnerAsync(s3, search, callers, cancellationToken);
        return (await policy, await account);
    }

    /// <summary>The first other account whose role can read the bucket. Each account is tried once.</summary>
    private async Task<BucketCaller?> OwnerAsync(BucketSearch search, OwnerAttempts attempts, CancellationToken cancellationToken)
    {
        foreach (var other in search.Others)
        {
            var session = attempts.IsExhausted ? null : await sessions.OpenAsync(other.Account, search.Region, cancellationToken);
            if (session is null)
            {
                attempts.LeaveOut();
            }
            else if (!search.Sessions.Any(known => known.Identity == session.Identity))
            {
                // The role of another organization is used only for buckets of that account, not for others that it can reach.
                var caller = new BucketCaller(session, other.IsOwn ? null : other.Account.AccountId);
                var answer = await s3.LifecycleAsync(caller, search.Bucket, search.Region, cancellationToken);
                if (answer.Value is not null)
                {
                    readers.Note(search.Organization, other.Account.AccountId, session, other.IsOwn);
                    return caller;
                }

                attempts.Add(other);
            }
        }

        return null;
    }

    private static async Task<Collected<T>> FirstAsync<T>(Read<T> read, BucketSearch search, ImmutableArray<BucketCaller> callers, CancellationToken cancellationToken)
        where T : class
    {
        var first = await read(callers[0], search.Bucket, search.Region, cancellationToken);
        var last = first;
        foreach (var caller in callers.Skip(1).TakeWhile(_ => last.Absence is { IsRefusal: true }))
        {
            last = await read(caller, search.Bucket, search.Region, cancellationToken);
        }

        // If all callers are denied, the permissions of the first one are reported.
        return last.Absence is { IsRefusal: true } ? first : last;
    }
}
