using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Tests.Access;

/// <summary>The key, the role and the time that these tests share.</summary>
internal static class AccessSamples
{
    public const string KeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string RoleArn = "arn:aws:iam::444455556666:role/camunda/tenant-acme";

    public static KmsKeyArn Key { get; } = KmsKeyArn.Parse(KeyArn);

    public static Arn Role { get; } = RoleOf(RoleArn);

    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public static Arn RoleOf(string text) => Arn.TryParse(text, out var role) ? role : throw new InvalidOperationException($"{text} is not an ARN.");

    /// <summary>The key with these expected roles. Without roles, only the access is analyzed.</summary>
    public static KeySubject Subject(params string[] roles) => new() { Key = Key, Roles = [.. roles.Select(RoleOf)], Moment = Now };
}
