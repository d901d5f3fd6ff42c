using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Tests;

/// <summary>Creates requests, and policies from snippets.</summary>
internal static class Requests
{
    public const string Role = "arn:aws:iam::444455556666:role/tenant";
    public static readonly KmsKeyArn Key = KmsKeyArn.Parse("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");

    public static AccessRequest Create(
        string principal = Role,
        string action = "kms:Decrypt",
        IEnumerable<KeyValuePair<string, ImmutableArray<string>>>? context = null,
        IEnumerable<string>? unknown = null) => new()
        {
            Principal = principal,
            Action = action,
            Context = (context ?? []).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Unknown = (unknown ?? []).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        };

    /// <summary>Creates a request from a JSON object of condition keys. A key with a string or a list of strings is known, and a key with null is unknown.</summary>
    public static AccessRequest FromContext(JsonElement context, string principal = Role, string action = "kms:Decrypt") => Create(
        principal,
        action,
        context.EnumerateObject().Where(key => key.Value.ValueKind != JsonValueKind.Null).Select(key => KeyValuePair.Create(key.Name, Values(key.Value))),
        context.EnumerateObject().Where(key => key.Value.ValueKind == JsonValueKind.Null).Select(key => key.Name));

    public static KeyPolicy Parse(string json)
    {
        var result = KeyPolicy.Parse(json);
        return result.Policy.ShouldNotBeNull(string.Join("\n", result.Issues));
    }

    public static KeyPolicyEvaluator Evaluator(string json) => new(Parse(json), Key, []);

    public static string Policy(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(",", statements)}}]}""";

    public static string Statement(string effect = "Allow", string principal = "\"*\"", string action = "\"kms:*\"", string rest = "") =>
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":{{action}},"Resource":"*"{{rest}}}""";

    private static ImmutableArray<string> Values(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [value.GetString()!];
}
