using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// The four settings that keep a bucket from being public. Of the bucket's block and its account's the stricter one holds, setting by setting
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
/// </summary>
internal sealed record PublicAccessBlocks
{
    public required PublicAccessSetting BlockPublicAcls { get; init; }

    /// <summary>Public ACLs of the bucket and its files have no effect.</summary>
    public required PublicAccessSetting IgnorePublicAcls { get; init; }

    public required PublicAccessSetting BlockPublicPolicy { get; init; }

    /// <summary>A public policy lets in only the bucket's account and AWS services.</summary>
    public required PublicAccessSetting RestrictPublicBuckets { get; init; }

    /// <summary>In the order of AWS's documentation.</summary>
    public ImmutableArray<PublicAccessSetting> All => [BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets];

    public static PublicAccessBlocks Of(LogBucketEvidence bucket)
    {
        var own = bucket.PublicAccessBlock;
        var account = bucket.AccountPublicAccessBlock;
        return new PublicAccessBlocks
        {
            BlockPublicAcls = Setting(nameof(BlockPublicAcls), block => block.BlockPublicAcls),
            IgnorePublicAcls = Setting(nameof(IgnorePublicAcls), block => block.IgnorePublicAcls),
            BlockPublicPolicy = Setting(nameof(BlockPublicPolicy), block => block.BlockPublicPolicy),
            RestrictPublicBuckets = Setting(nameof(RestrictPublicBuckets), block => block.RestrictPublicBuckets),
        };

        PublicAccessSetting Setting(string name, Func<BucketPublicAccessBlock, bool> read) => new(
            name,
            own.Value is { } block ? IsOn(read(block)) : own.Absence?.Kind == AbsenceKind.NotFound ? Ternary.No : Ternary.Unknown,
            account?.Value is { } ofAccount ? IsOn(read(ofAccount)) : Ternary.Unknown);

        static Ternary IsOn(bool on) => on ? Ternary.Yes : Ternary.No;
    }
}

/// <summary>One of the settings.</summary>
/// <param name="Name">In AWS's words.</param>
/// <param name="Own">Whether the bucket's own block has it on.</param>
/// <param name="OfAccount">Whether its account's block has it on.</param>
internal sealed record PublicAccessSetting(string Name, Ternary Own, Ternary OfAccount)
{
    public Ternary IsOn => Own == Ternary.Yes || OfAccount == Ternary.Yes ? Ternary.Yes : Own == Ternary.Unknown || OfAccount == Ternary.Unknown ? Ternary.Unknown : Ternary.No;
}
