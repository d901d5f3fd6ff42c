using System.Collections.Immutable;
using Amazon.Runtime;
using Amazon.S3Control.Model;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>
/// Reads the public access block of the account that owns a bucket. A trail does not name the owner of its bucket. S3 reveals the owner by refusing calls that expect another one
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html).
/// </summary>
internal sealed class AccountBlockReader(ClientPool clients, EvidenceReader reader, OwnAccountCheck ownAccount)
{
    /// <summary>The name of the permission, which differs from the name of the operation.</summary>
    private const string Source = "s3:GetAccountPublicAccessBlock";

    public async Task<Collected<BucketPublicAccessBlock>> OfOwnerAsync(BucketReader s3, BucketSearch search, ImmutableArray<BucketCaller> callers, CancellationToken cancellationToken)
    {
        foreach (var caller in callers)
        {
            var account = caller.ExpectedOwner ?? (caller.Session.AccessFailure is null ? await ownAccount.AccountOfAsync(caller.Session, search.Region, cancellationToken) : null);
            if (account is not null
                && (await s3.PublicAccessBlockAsync(caller with { ExpectedOwner = account }, search.Bucket, search.Region, cancellationToken)).Absence?.Kind is null or AbsenceKind.NotFound)
            {
                return Discreet(await ReadAsync(caller, account, search, cancellationToken), caller);
            }
        }

        return reader.Skip<BucketPublicAccessBlock>(Source, search.Bucket, "None of the roles that AtRest can use belongs to the account that owns the bucket, so AtRest did not read that account's public access block.");
    }

    private Task<Collected<BucketPublicAccessBlock>> ReadAsync(BucketCaller caller, string account, BucketSearch search, CancellationToken cancellationToken) =>
        reader.ReadAsync(caller.ReadAs, Source, search.Bucket, async () =>
        {
            try
            {
                var request = new GetPublicAccessBlockRequest { AccountId = account };
                var response = await clients.S3Control(caller.Session, search.Region).GetPublicAccessBlockAsync(request, cancellationToken);
                return Block(response.PublicAccessBlockConfiguration!);
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode == "NoSuchPublicAccessBlockConfiguration")
            {
                return Block(new PublicAccessBlockConfiguration());
            }
        }, cancellationToken);

    private static BucketPublicAccessBlock Block(PublicAccessBlockConfiguration settings) => new()
    {
        BlockPublicAcls = settings.BlockPublicAcls == true,
        IgnorePublicAcls = settings.IgnorePublicAcls == true,
        BlockPublicPolicy = settings.BlockPublicPolicy == true,
        RestrictPublicBuckets = settings.RestrictPublicBuckets == true,
    };

    /// <summary>A report does not name accounts of other organizations.</summary>
    private static Collected<BucketPublicAccessBlock> Discreet(Collected<BucketPublicAccessBlock> collected, BucketCaller caller) =>
        caller.ExpectedOwner is not null && collected.Absence is { } absence
            ? collected with { Absence = absence with { Cause = "The role of the account that owns the bucket cannot read that account's public access block." } }
            : collected;
}
