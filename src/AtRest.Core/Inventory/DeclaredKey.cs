using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Inventory;

/// <summary>A key that a cluster declares.</summary>
/// <param name="Name">Its name in its cloud, as declared.</param>
/// <param name="Identity">Equal for names of the same key material.</param>
internal readonly record struct DeclaredKey(string Name, string Identity)
{
    public static DeclaredKey Of(string name) => new(name, name);

    /// <summary>Related multi-Region keys are one key in every Region.</summary>
    public static DeclaredKey Of(KmsKeyArn arn) => new(arn.Value, arn.IsMultiRegion ? $"{arn.Partition}:{arn.AccountId}:{arn.KeyId}" : arn.Value);
}
