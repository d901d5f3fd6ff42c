using System.Collections.Immutable;
using System.Text;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Fixing.Repairs;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>
/// Fixes a key policy with the smallest change that makes it meet every requirement. Adds access only for the expected roles and, if the owner has lost
/// control, for the owner's root user. Restricts a Deny only to exempt these principals. All other parts of the text stay exactly the same.
/// </summary>
internal static class PolicyFixer
{
    /// <summary>The maximum number of rounds. In each round one repair fixes everything that it finds. In tests, half of the rounds have always been enough.</summary>
    private const int MaxRounds = 12;

    /// <summary>The repairs, in order: unwanted access is removed first, and missing access is added last, when it is clear what is missing.</summary>
    private static readonly ImmutableArray<IRepair> Repairs =
        [new DeletedPrincipalRepair(), new OutsiderRepair(), new DenyRepair(), new ExcessRepair(), new OwnerRepair(), new RoleAccessRepair()];

    /// <summary>Fixes a policy. If the text is not a policy, the result says why it cannot be fixed.</summary>
    public static PolicyFixResult Fix(KeyPolicyAnswers analysis)
    {
        var reading = analysis.Reading;
        if (!reading.IsUnderstood)
        {
            return CannotFix(reading.Text, [.. reading.Issues.Where(issue => issue.IsError).Select(issue => $"{issue.Message} (line {issue.Line}, {issue.Path})")]);
        }

        try
        {
            return FixInBounds(new PolicyDraft(analysis));
        }
        catch (PolicyTooComplexException)
        {
            return CannotFix(reading.Text, ["The policy is too complex: the analysis of all possible callers would take too long. Name principals instead of conditions."]);
        }
    }

    private static PolicyFixResult FixInBounds(PolicyDraft original)
    {
        var draft = original;
        var changes = ImmutableArray.CreateBuilder<string>();
        var next = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            // A later repair rarely causes a problem that an earlier one fixes. So all repairs are tried again only when no later repair proposes a change.
            if ((Propose(draft, ref next) ?? Propose(draft, ref next)) is not { } change)
            {
                return End(original, draft, changes.ToImmutable());
            }

            changes.AddRange(change.Changes);
            draft = draft.With(change.Text);
            if (!draft.Reading.IsUnderstood)
            {
                return CannotFix(original.Text, [TooLong(change.Text) ?? draft.Reading.Issues.First(issue => issue.IsError).Message]);
            }
        }

        return CannotFix(original.Text, ["No small change fixes the policy. Create a new policy with 'atrest policy generate'."]);
    }

    /// <summary>
    /// The change of the first repair, from <paramref name="next"/> on, that is needed and proposes one. Null if there is none; the next call then starts
    /// with the first repair. For each repair only its own requirements are checked, since a check takes time.
    /// </summary>
    private static PolicyChange? Propose(PolicyDraft draft, ref int next)
    {
        for (; next < Repairs.Length; next++)
        {
            if (Array.Exists(Repairs[next].Requirements, requirement => !draft.Analysis.Meets(requirement)) && Repairs[next].Propose(draft) is { } change && change.Text != draft.Text)
            {
                return change;
            }
        }

        next = 0;
        return null;
    }

    /// <summary>The result if no repair proposes a further change.</summary>
    private static PolicyFixResult End(PolicyDraft original, PolicyDraft draft, ImmutableArray<string> changes)
    {
        var unmet = draft.Analysis.Unmet();
        return !unmet.IsEmpty ? CannotFix(original.Text, []) with { Unmet = unmet, Draft = draft.Text }
            : ReferenceEquals(draft, original) ? new() { Outcome = PolicyFixOutcome.AlreadyCompliant, Text = original.Text }
            : new() { Outcome = PolicyFixOutcome.Fixed, Text = draft.Text, Changes = changes };
    }

    private static PolicyFixResult CannotFix(string text, ImmutableArray<string> reasons) =>
        new() { Outcome = PolicyFixOutcome.CannotFix, Text = text, Reasons = reasons };

    private static string? TooLong(string text) => Encoding.UTF8.GetByteCount(text) is var bytes && bytes > PolicyLimits.KeyPolicyBytes
        ? $"The fixed policy would have {bytes} bytes, but AWS KMS stores at most {PolicyLimits.KeyPolicyBytes}. Remove statements that are not needed, and try again."
        : null;
}
