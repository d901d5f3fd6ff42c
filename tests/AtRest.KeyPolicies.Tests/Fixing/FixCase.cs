using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AtRest.KeyPolicies.Fixing;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;
using AtRest.KeyPolicies.Tests.Access;

namespace AtRest.KeyPolicies.Tests.Fixing;

/// <summary>
/// A policy and the expected result of fixing it. Texts are lists of lines, since every character matters. A case has either <see cref="Expected"/> or
/// <see cref="Reason"/>. If it has neither, the policy already meets every requirement.
/// </summary>
internal sealed record FixCase
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The purpose of the case, in one sentence.</summary>
    public required string What { get; init; }

    public required ImmutableArray<string> Policy { get; init; }

    public ImmutableArray<string> Expected { get; init; } = [];

    /// <summary>A part of the reason why the policy cannot be fixed.</summary>
    public string? Reason { get; init; }

    public string RoleArn { get; init; } = AccessSamples.RoleArn;

    public ImmutableArray<KeyGrant>? Grants { get; init; }

    public string NewLine { get; init; } = "\n";

    public string Text => string.Join(NewLine, Policy);

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder(), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static FixCase Read(string name) => JsonSerializer.Deserialize<FixCase>(File.ReadAllText(Path.Combine(Folder(), name + ".json")), Options)!;

    public PolicyFixResult Fix() => Fix(Text);

    public PolicyFixResult Fix(string text) => Fixes.Of(text, RoleArn, Grants);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");
}

/// <summary>Fixes policies for the key and role of the rule cases.</summary>
internal static class Fixes
{
    public static readonly DateTimeOffset Moment = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public static PolicyFixResult Of(string text, string role = AccessSamples.RoleArn, ImmutableArray<KeyGrant>? grants = null)
    {
        Arn.TryParse(role, out var arn).ShouldBeTrue();
        return KeyPolicyAnalysis.Of(text, new() { Key = AccessSamples.Key, Roles = [arn!], Grants = grants, Moment = Moment }).Fix();
    }
}
