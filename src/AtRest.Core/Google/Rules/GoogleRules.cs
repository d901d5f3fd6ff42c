using System.Collections.Immutable;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules;

/// <summary>The rules about keys in Google Cloud KMS, in the order of reports.</summary>
internal static class GoogleRules
{
    public static ImmutableArray<IRule> All { get; } =
    [
        new PrimaryVersionRule(),
        new ProtectionLevelRule(),
        new RotationRule(),
        new KeyLocationRule(),
        new PublicBindingRule(),
        new KeyPurposeRule(),
        new AttestationRule(),
    ];
}
