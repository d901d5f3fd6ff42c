namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>The key and role of tests that judge a single policy. Rule cases use those in <c>healthy.json</c>.</summary>
internal static class KeyPolicyWorld
{
    public const string Key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string Role = "arn:aws:iam::444455556666:role/camunda/tenant-acme";
}
