using System.Diagnostics.CodeAnalysis;

namespace AtRest.KeyPolicies.Naming;

/// <summary>
/// The ARN of an AWS KMS key, <c>arn:aws:kms:REGION:ACCOUNT:key/KEY-ID</c>
/// (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN). The ARN of an alias is not a key ARN.
/// </summary>
public sealed record KmsKeyArn
{
    /// <summary>The whole ARN, as written.</summary>
    public required string Value { get; init; }

    /// <summary>The partition, such as <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public required string Partition { get; init; }

    /// <summary>The region, such as <c>eu-central-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The 12-digit ID of the account that owns the key.</summary>
    public required string AccountId { get; init; }

    /// <summary>The key ID: a UUID or, for a multi-Region key, <c>mrk-</c> and 32 hexadecimal digits.</summary>
    public required string KeyId { get; init; }

    /// <summary>Whether the key is a multi-Region key. Related multi-Region keys have the same key ID and key material in all Regions.</summary>
    public bool IsMultiRegion => KeyId.StartsWith("mrk-", StringComparison.Ordinal);

    /// <summary>Parses a key ARN. False for other ARNs, such as those of aliases, and for other texts.</summary>
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

    /// <summary>Parses a key ARN that is already validated.</summary>
    /// <exception cref="FormatException">The text is not the ARN of a KMS key.</exception>
    public static KmsKeyArn Parse(string text) =>
        TryParse(text, out var arn) ? arn : throw new FormatException($"'{text}' is not the ARN of an AWS KMS key.");

    public override string ToString() => Value;
}
