using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Policies.Access;

/// <summary>The key and the moment that these tests share.</summary>
internal static class AccessSamples
{
    public static KmsKeyArn Key { get; } = KmsKeyArn.Parse("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");

    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
}
