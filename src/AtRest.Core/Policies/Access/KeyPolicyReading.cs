using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>A key's policy, read once and shared by the rules that judge it.</summary>
internal sealed class KeyPolicyReading
{
    private Foreigners? foreigners;
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

    /// <summary>False if the text is no policy; <see cref="Issues"/> says why.</summary>
    public required bool IsUnderstood { get; init; }

    public required ImmutableArray<PolicyIssue> Issues { get; init; }

    public KeyPolicy Policy { get; }

    public KmsKeyArn Key { get; }

    /// <summary>Null if DescribeKey was not answered: then the key's own properties are unknown.</summary>
    public KmsKeyMetadata? Metadata { get; }

    public string Text { get; }

    /// <summary>The condition keys that the policy's conditions and variables name; no other key can change a decision.</summary>
    public ImmutableArray<string> Mentioned { get; }

    /// <summary>The KMS actions in groups that no statement tells apart: one of a group answers for all, as far as the request is the same.</summary>
    public ImmutableArray<ImmutableArray<string>> ActionGroups => field.IsDefault ? field = ActionGrouping.Of(Policy) : field;

    /// <summary>For each of <see cref="ActionGroups"/> the indexes of the statements that speak of it.</summary>
    public ImmutableArray<ImmutableArray<int>> StatementsOfGroups => field.IsDefault ? field = [.. ActionGroups.Select(group => Alone.StatementsOf(group[0]))] : field;

    /// <summary>Decides by the policy without any grant.</summary>
    public KeyPolicyEvaluator Alone { get; }

    /// <summary>Whom the policy lets in from outside, but for the cluster's role: worked out once for all who ask about the same role.</summary>
    public ImmutableArray<ForeignCaller> ForeignersBut(Arn role, DateTimeOffset moment)
    {
        if (foreigners is not { } known || known.Role != role || known.Moment != moment)
        {
            foreigners = known = new(role, moment, new ForeignAccess(this, role, moment).Find());
        }

        return known.Callers;
    }

    public bool Mentions(string conditionKey) => keys.Contains(conditionKey);

    public KeyPolicyEvaluator With(ImmutableArray<KeyGrant> grants) => grants.IsEmpty ? Alone : new KeyPolicyEvaluator(Policy, Key, grants);

    /// <summary>Never fails: a text that is no policy gives a reading without statements that is not <see cref="IsUnderstood"/>.</summary>
    public static KeyPolicyReading Of(KmsKeyArn key, KmsKeyMetadata? metadata, string text)
    {
        var parsed = KeyPolicy.Parse(text);
        var policy = parsed.Policy ?? new KeyPolicy { Version = PolicyVersion.V20081017, Statements = [] };
        return new KeyPolicyReading(policy, key, metadata, text) { IsUnderstood = parsed.Policy is not null, Issues = parsed.Issues };
    }

    private sealed record Foreigners(Arn Role, DateTimeOffset Moment, ImmutableArray<ForeignCaller> Callers);
}
