using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;

namespace AtRest.Collectors.Aws.S3;

/// <summary>A bucket, and the sessions that can read it.</summary>
/// <param name="Organization">The ID of the audited organization.</param>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Region">The region to try first: the trail's home region.</param>
/// <param name="Sessions">The sessions of the accounts that see the trail, and of its owner. Each is tried only if the one before is denied.</param>
/// <param name="Others">The accounts whose roles are tried if all sessions are denied: a trail does not name the owner of its bucket.</param>
internal sealed record BucketSearch(string Organization, string Bucket, string Region, ImmutableArray<AccountSession> Sessions, ImmutableArray<OtherAccount> Others);

/// <summary>A caller that reads a bucket.</summary>
/// <param name="Session">The credentials.</param>
/// <param name="ExpectedOwner">
/// The account that must own the bucket, or S3 denies the call (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html); null: any account.
/// </param>
internal sealed record BucketCaller(AccountSession Session, string? ExpectedOwner = null)
{
    /// <summary>With this condition, S3 answers the same credentials differently, so their answers are kept apart.</summary>
    public AccountSession ReadAs => ExpectedOwner is null ? Session : Session with { Identity = $"{Session.Identity} as owner" };
}
