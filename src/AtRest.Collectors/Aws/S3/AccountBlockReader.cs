using System.Collections.Immutable;
using Amazon.Runtime;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Aws.S3.Control;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>
/// Reads the public access block of the account that owns a bucket. A trail does not say who owns its bucket; S3 tells it by refusing calls that expect another owner
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html).
/// </summary>
internal sealed class AccountBlockReader(ClientPool clients, EvidenceReader reader, OwnAccount ownAccount)
{
    /// <summary>Named as the permission, which differs from the API's own name.</summary>
    private const string Source = "s3:GetAccountPublicAccessBlock";

    public async Task<Collected<BucketPublicAccessBlock>> OfOwnerAsync(BucketReader s3, BucketSearch search, ImmutableArray<BucketAsker> askers, CancellationToken cancellationToken)
    {
        foreach (var asker in askers)
        {
            var account = asker.ExpectedOwner ?? (asker.Session.Barrier is null ? await ownAccount.AccountOfAsync(asker.Session, search.Region, cancellationToken) : null);
            if (account is not null
                && (await s3.PublicAccessBlockAsync(asker with { ExpectedOwner = account }, search.Bucket, search.Region, cancellationToken)).Absence?.Kind is null or AbsenceKind.NotFound)
            {
                return Discreet(await ReadAsync(asker, account, search, cancellationToken), asker);
            }
        }

        return reader.Skip<BucketPublicAccessBlock>(Source, search.Bucket, "None of the roles that AtRest could use belongs to the account that owns the bucket, so that account's block was not asked for.");
    }

    private Task<Collected<BucketPublicAccessBlock>> ReadAsync(BucketAsker asker, string account, BucketSearch search, CancellationToken cancellationToken) =>
        reader.ReadAsync(asker.ReadAs, Source, search.Bucket, async () =>
        {
            try
            {
                var request = new GetAccountPublicAccessBlockRequest { AccountId = account };
                var response = await clients.S3Control(asker.Session, search.Region).GetPublicAccessBlockAsync(request, cancellationToken);
                return Block(response.Settings!);
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode == "NoSuchPublicAccessBlockConfiguration")
            {
                return Block([]);
            }
        }, cancellationToken);

    private static BucketPublicAccessBlock Block(Dictionary<string, bool> settings) => new()
    {
        BlockPublicAcls = settings.GetValueOrDefault("BlockPublicAcls"),
        IgnorePublicAcls = settings.GetValueOrDefault("IgnorePublicAcls"),
        BlockPublicPolicy = settings.GetValueOrDefault("BlockPublicPolicy"),
        RestrictPublicBuckets = settings.GetValueOrDefault("RestrictPublicBuckets"),
    };

    /// <summary>A report names no account of another organization.</summary>
    private static Collected<BucketPublicAccessBlock> Discreet(Collected<BucketPublicAccessBlock> collected, BucketAsker asker) =>
        asker.ExpectedOwner is not null && collected.Absence is { } absence
            ? collected with { Absence = absence with { Cause = "The role of the account that owns the bucket may not read that account's public access block." } }
            : collected;
}
