using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;

namespace AtRest.Collectors.Aws.S3;

/// <summary>A bucket, and who can be asked about it.</summary>
/// <param name="Organization">The id of the organization that asks.</param>
/// <param name="Bucket">Its name.</param>
/// <param name="Region">Where to look first: the trail's home region.</param>
/// <param name="Sessions">Of those who see the trail, and of its owner, in order: the next is tried only where the one before is denied.</param>
/// <param name="Others">Whose roles may be tried where all of those are denied: a trail does not say who owns its bucket.</param>
internal sealed record BucketSearch(string Organization, string Bucket, string Region, ImmutableArray<AccountSession> Sessions, ImmutableArray<OtherAccount> Others);

/// <summary>Somebody who asks about a bucket.</summary>
/// <param name="Session">With which credentials.</param>
/// <param name="ExpectedOwner">
/// The account that must own the bucket, or S3 denies the call (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html); null: any.
/// </param>
internal sealed record BucketCaller(AccountSession Session, string? ExpectedOwner = null)
{
    /// <summary>The same credentials are answered differently on that condition.</summary>
    public AccountSession ReadAs => ExpectedOwner is null ? Session : Session with { Identity = $"{Session.Identity} as owner" };
}
