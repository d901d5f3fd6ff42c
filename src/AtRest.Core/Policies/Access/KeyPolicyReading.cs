using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>A key's policy, read once and shared by the rules that judge it.</summary>
internal sealed class KeyPolicyReading
{
    private readonly FrozenSet<string> keys;

    private KeyPolicyReading(KeyPolicy policy, KmsKeyArn key, KmsKeyMetadata? metadata, string text)
    {
        Policy = policy;
        Key = key;
        Metadata = metadata;
        Text = text;
        Mentioned = [.. MentionedKeys.Of(policy).Order(StringComparer.OrdinalIgnoreCase)];
        keys = Mentioned.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        Alone = new KeyPolicyEvaluator(policy, key, []);
    }

    public KeyPolicy Policy { get; }

    public KmsKeyArn Key { get; }

    /// <summary>Null if DescribeKey was not answered: then the key's own properties are unknown.</summary>
    public KmsKeyMetadata? Metadata { get; }

    public string Text { get; }

    /// <summary>The condition keys that the policy's conditions and variables name; no other key can change a decision.</summary>
    public ImmutableArray<string> Mentioned { get; }

    /// <summary>Decides by the policy without any grant.</summary>
    public KeyPolicyEvaluator Alone { get; }

    public bool Mentions(string conditionKey) => keys.Contains(conditionKey);

    public KeyPolicyEvaluator With(ImmutableArray<KeyGrant> grants) => grants.IsEmpty ? Alone : new KeyPolicyEvaluator(Policy, Key, grants);

    /// <summary>Null, with the parser's errors, if the text is no policy.</summary>
    public static KeyPolicyReading? Of(KmsKeyArn key, KmsKeyMetadata? metadata, string text, out ImmutableArray<PolicyIssue> issues)
    {
        var parsed = KeyPolicy.Parse(text);
        issues = parsed.Issues;
        return parsed.Policy is { } policy ? new KeyPolicyReading(policy, key, metadata, text) : null;
    }
}
