using System.Diagnostics.CodeAnalysis;

namespace AtRest.KeyPolicies.Naming;

/// <summary>
/// The ARN of an AWS KMS key, <c>arn:aws:kms:REGION:ACCOUNT:key/KEY-ID</c>
/// (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN). Aliases are not keys.
/// </summary>
public sealed record KmsKeyArn
{
    /// <summary>The ARN as it was written.</summary>
    public required string Value { get; init; }

    /// <summary><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c> …</summary>
    public required string Partition { get; init; }

    /// <summary>Such as <c>eu-central-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The 12 digits of the account that owns the key.</summary>
    public required string AccountId { get; init; }

    /// <summary>The UUID, or <c>mrk-</c> and 32 hexadecimal digits for a multi-Region key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Related multi-Region keys share their key id and key material in all Regions.</summary>
    public bool IsMultiRegion => KeyId.StartsWith("mrk-", StringComparison.Ordinal);

    /// <summary>Reads the ARN of a key. False for other ARNs, aliases and other texts.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out KmsKeyArn? keyArn)
    {
        keyArn = null;
        if (!Arn.TryParse(text, out var arn)
            || arn.Service != "kms"
            || arn.Region.Length == 0
            || !Arn.IsAccountId(arn.AccountId)
            || !arn.Resource.StartsWith("key/", StringComparison.Ordinal)
            || arn.Resource.Length == "key/".Length)
        {
            return false;
        }

        keyArn = new KmsKeyArn
        {
            Value = arn.Value,
            Partition = arn.Partition,
            Region = arn.Region,
            AccountId = arn.AccountId,
            KeyId = arn.Resource["key/".Length..],
        };
        return true;
    }

    /// <summary>Parses an ARN that the inventory's validation has already accepted.</summary>
    /// <exception cref="FormatException">The text is not the ARN of a KMS key.</exception>
    public static KmsKeyArn Parse(string text) =>
        TryParse(text, out var arn) ? arn : throw new FormatException($"'{text}' is not the ARN of an AWS KMS key.");

    public override string ToString() => Value;
}
