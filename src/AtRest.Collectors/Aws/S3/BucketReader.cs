using Amazon.Runtime;
using Amazon.S3.Model;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>The five calls about a bucket.</summary>
internal sealed class BucketReader(BucketRegions regions, EvidenceReader reader)
{
    public Task<Collected<BucketVersioning>> VersioningAsync(BucketAsker asker, string bucket, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(asker.ReadAs, "s3:GetBucketVersioning", bucket, () => regions.AskAsync(asker.Session, bucket, region, async s3 =>
        {
            var response = await s3.GetBucketVersioningAsync(new GetBucketVersioningRequest { BucketName = bucket, ExpectedBucketOwner = asker.ExpectedOwner }, cancellationToken);
            return BucketTranslation.ToVersioning(response.VersioningConfig);
        }), cancellationToken);

    public Task<Collected<BucketLifecycle>> LifecycleAsync(BucketAsker asker, string bucket, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(asker.ReadAs, "s3:GetLifecycleConfiguration", bucket, () => regions.AskAsync(asker.Session, bucket, region, async s3 =>
        {
            try
            {
                var response = await s3.GetLifecycleConfigurationAsync(new GetLifecycleConfigurationRequest { BucketName = bucket, ExpectedBucketOwner = asker.ExpectedOwner }, cancellationToken);
                return BucketTranslation.ToLifecycle(response.Configuration);
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode == "NoSuchLifecycleConfiguration")
            {
                return new BucketLifecycle([]);
            }
        }), cancellationToken);

    public Task<Collected<BucketObjectLock>> ObjectLockAsync(BucketAsker asker, string bucket, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(asker.ReadAs, "s3:GetBucketObjectLockConfiguration", bucket, () => regions.AskAsync(asker.Session, bucket, region, async s3 =>
        {
            try
            {
                var response = await s3.GetObjectLockConfigurationAsync(new GetObjectLockConfigurationRequest { BucketName = bucket, ExpectedBucketOwner = asker.ExpectedOwner }, cancellationToken);
                return BucketTranslation.ToObjectLock(response.ObjectLockConfiguration);
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode == "ObjectLockConfigurationNotFoundError")
            {
                return new BucketObjectLock { Enabled = false };
            }
        }), cancellationToken);

    public Task<Collected<BucketPolicyStatus>> PolicyStatusAsync(BucketAsker asker, string bucket, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(asker.ReadAs, "s3:GetBucketPolicyStatus", bucket, () => regions.AskAsync(asker.Session, bucket, region, async s3 =>
        {
            try
            {
                var response = await s3.GetBucketPolicyStatusAsync(new GetBucketPolicyStatusRequest { BucketName = bucket, ExpectedBucketOwner = asker.ExpectedOwner }, cancellationToken);
                return new BucketPolicyStatus(response.PolicyStatus.IsPublic == true);
            }
            catch (AmazonServiceException exception) when (exception.ErrorCode == "NoSuchBucketPolicy")
            {
                return new BucketPolicyStatus(false);
            }
        }), cancellationToken);

    public Task<Collected<BucketPublicAccessBlock>> PublicAccessBlockAsync(BucketAsker asker, string bucket, string region, CancellationToken cancellationToken) =>
        reader.ReadAsync(asker.ReadAs, "s3:GetBucketPublicAccessBlock", bucket, () => regions.AskAsync(asker.Session, bucket, region, async s3 =>
        {
            var response = await s3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = bucket, ExpectedBucketOwner = asker.ExpectedOwner }, cancellationToken);
            return BucketTranslation.ToPublicAccessBlock(response.PublicAccessBlockConfiguration);
        }), cancellationToken);
}
