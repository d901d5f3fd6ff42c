using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>A key's policy, read once and shared by the rules that judge it.</summary>
public sealed class KeyPolicyReading
{
    private readonly FrozenSet<string> keys;

    private KeyPolicyReading(KeyPolicy policy, KmsKeyArn key, KeyFacts? facts, string text)
    {
        Policy = policy;
        Key = key;
        Facts = facts;
        Text = text;
        Mentioned = [.. MentionedKeys.Of(policy).Order(StringComparer.OrdinalIgnoreCase)];
        keys = Mentioned.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        Alone = new KeyPolicyEvaluator(policy, key, []);
    }

    /// <summary>False if the text is not a policy; <see cref="Issues"/> says why.</summary>
    public required bool IsUnderstood { get; init; }

    /// <summary>Errors and warnings, in the text's order.</summary>
    public required ImmutableArray<PolicyIssue> Issues { get; init; }

    /// <summary>The policy; without statements if the text is not a policy.</summary>
    public KeyPolicy Policy { get; }

    /// <summary>The key that the policy belongs to.</summary>
    public KmsKeyArn Key { get; }

    /// <summary>Null if <c>DescribeKey</c> was not read: then the key's properties are unknown.</summary>
    public KeyFacts? Facts { get; }

    /// <summary>The policy's text, as it was read.</summary>
    public string Text { get; }

    /// <summary>The condition keys that the policy's conditions and variables name; no other key can change a decision.</summary>
    public ImmutableArray<string> Mentioned { get; }

    /// <summary>The KMS actions in groups that the policy treats alike: one action of a group answers for all of them, with the same request.</summary>
    public ImmutableArray<ImmutableArray<string>> ActionGroups => field.IsDefault ? field = ActionGrouping.Of(Policy, UnlistedActions, [.. Mentioned.Where(KeyOperations.IsLimited)]) : field;

    /// <summary>Actions that the policy names and that AtRest does not know.</summary>
    public ImmutableArray<string> UnlistedActions => field.IsDefault ? field = ActionGrouping.Unlisted(Policy) : field;

    /// <summary>Decides by the policy without any grant.</summary>
    public KeyPolicyEvaluator Alone { get; }

    /// <summary>Whether a condition or variable names the condition key, in any case.</summary>
    public bool Mentions(string conditionKey) => keys.Contains(conditionKey);

    /// <summary>Decides by the policy and these grants.</summary>
    public KeyPolicyEvaluator With(ImmutableArray<KeyGrant> grants) => grants.IsEmpty ? Alone : new KeyPolicyEvaluator(Policy, Key, grants);

    /// <summary>Reads a policy. Never fails: a text that is not a policy gives a reading without statements that is not <see cref="IsUnderstood"/>.</summary>
    public static KeyPolicyReading Of(KmsKeyArn key, KeyFacts? facts, string text)
    {
        var parsed = KeyPolicy.Parse(text);
        var policy = parsed.Policy ?? new KeyPolicy { Version = PolicyVersion.V20081017, Statements = [] };
        return new KeyPolicyReading(policy, key, facts, text) { IsUnderstood = parsed.Policy is not null, Issues = parsed.Issues };
    }
}
