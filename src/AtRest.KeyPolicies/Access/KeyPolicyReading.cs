using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>A parsed key policy with its key. It is parsed once and shared by all rules.</summary>
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
        WithoutGrants = new KeyPolicyEvaluator(policy, key, []);
    }

    /// <summary>False if the text is not a valid policy. <see cref="Issues"/> then says why.</summary>
    public required bool IsUnderstood { get; init; }

    /// <summary>The errors and warnings, in the order of the text.</summary>
    public required ImmutableArray<PolicyIssue> Issues { get; init; }

    /// <summary>The policy. It has no statements if the text is not a valid policy.</summary>
    public KeyPolicy Policy { get; }

    /// <summary>The key of the policy.</summary>
    public KmsKeyArn Key { get; }

    /// <summary>The properties of the key; null if <c>DescribeKey</c> was not read.</summary>
    public KeyFacts? Facts { get; }

    /// <summary>The text of the policy, unchanged.</summary>
    public string Text { get; }

    /// <summary>The condition keys in the conditions and variables of the policy. No other condition key can change a decision.</summary>
    public ImmutableArray<string> Mentioned { get; }

    /// <summary>The KMS actions, in groups that the policy treats in the same way. The decision about one action of a group is valid for all of them.</summary>
    public ImmutableArray<ImmutableArray<string>> ActionGroups => field.IsDefault ? field = ActionGrouping.Of(Policy, UnlistedActions, [.. Mentioned.Where(KeyOperations.IsLimited)]) : field;

    /// <summary>The actions in the policy that AtRest does not know.</summary>
    public ImmutableArray<string> UnlistedActions => field.IsDefault ? field = ActionGrouping.Unlisted(Policy) : field;

    /// <summary>Evaluates the policy without grants.</summary>
    public KeyPolicyEvaluator WithoutGrants { get; }

    /// <summary>Whether a condition or variable names the condition key. Not case-sensitive.</summary>
    public bool Mentions(string conditionKey) => keys.Contains(conditionKey);

    /// <summary>Evaluates the policy and these grants.</summary>
    public KeyPolicyEvaluator With(ImmutableArray<KeyGrant> grants) => grants.IsEmpty ? WithoutGrants : new KeyPolicyEvaluator(Policy, Key, grants);

    /// <summary>Parses a policy. Does not throw: for a text that is not a valid policy, <see cref="IsUnderstood"/> is false and there are no statements.</summary>
    public static KeyPolicyReading Of(KmsKeyArn key, KeyFacts? facts, string text)
    {
        var parsed = KeyPolicy.Parse(text);
        var policy = parsed.Policy ?? new KeyPolicy { Version = PolicyVersion.V20081017, Statements = [] };
        return new KeyPolicyReading(policy, key, facts, text) { IsUnderstood = parsed.Policy is not null, Issues = parsed.Issues };
    }
}
