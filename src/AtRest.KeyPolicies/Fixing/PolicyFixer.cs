using System.Collections.Immutable;
using System.Text;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Fixing.Repairs;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>
/// Fixes a key policy by the smallest change that makes it meet every requirement. It adds access only for the expected roles and, where the owner
/// has lost control, for the owner's root; it narrows a Deny only by what exempts those; and it keeps every character of what it does not change.
/// </summary>
internal static class PolicyFixer
{
    /// <summary>Each round fixes all that one repair can see; what shows only then is for the next. Half as many have always been enough.</summary>
    private const int MaxRounds = 12;

    /// <summary>What is wrong is taken away first: what is missing then is clear, and is added last.</summary>
    private static readonly ImmutableArray<IRepair> Repairs =
        [new OrphanRepair(), new OutsiderRepair(), new DenyRepair(), new ExcessRepair(), new OwnerRepair(), new RoleAccessRepair()];

    /// <summary>A text that is not a policy cannot be fixed, and the result says why.</summary>
    public static PolicyFixResult Fix(KeyPolicyAnalysis analysis)
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
        catch (PolicyTooIntricateException)
        {
            return CannotFix(reading.Text, ["The policy is too intricate: the analysis of everyone who could get in would take too long. Name principals instead of conditions."]);
        }
    }

    private static PolicyFixResult FixInBounds(PolicyDraft original)
    {
        var draft = original;
        var changes = ImmutableArray.CreateBuilder<string>();
        var next = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            // A later repair rarely brings back what an earlier one has fixed: only once none is left, all are tried again.
            if ((Propose(draft, ref next) ?? Propose(draft, ref next)) is not { } amendment)
            {
                return End(original, draft, changes.ToImmutable());
            }

            changes.AddRange(amendment.Changes);
            draft = draft.With(amendment.Text);
            if (!draft.Reading.IsUnderstood)
            {
                return CannotFix(original.Text, [TooLong(amendment.Text) ?? draft.Reading.Issues.First(issue => issue.IsError).Message]);
            }
        }

        return CannotFix(original.Text, ["No small change makes it right. Write a new policy with 'atrest policy generate'."]);
    }

    /// <summary>
    /// What the first repair, from this one on, that is needed and can do something would do. Only the requirements that it is for are checked, since each
    /// costs time. Null, and from the beginning next time, if there is none.
    /// </summary>
    private static Amendment? Propose(PolicyDraft draft, ref int next)
    {
        for (; next < Repairs.Length; next++)
        {
            if (Array.Exists(Repairs[next].Requirements, requirement => !draft.Analysis.Meets(requirement)) && Repairs[next].Propose(draft) is { } amendment && amendment.Text != draft.Text)
            {
                return amendment;
            }
        }

        next = 0;
        return null;
    }

    /// <summary>Nothing more can be done: does it meet everything now?</summary>
    private static PolicyFixResult End(PolicyDraft original, PolicyDraft draft, ImmutableArray<string> changes)
    {
        var unmet = draft.Analysis.Unmet();
        return !unmet.IsEmpty ? CannotFix(original.Text, []) with { Unmet = unmet, Draft = draft.Text }
            : ReferenceEquals(draft, original) ? new() { Outcome = PolicyFixOutcome.AlreadyRight, Text = original.Text }
            : new() { Outcome = PolicyFixOutcome.Fixed, Text = draft.Text, Changes = changes };
    }

    private static PolicyFixResult CannotFix(string text, ImmutableArray<string> reasons) =>
        new() { Outcome = PolicyFixOutcome.CannotFix, Text = text, Reasons = reasons };

    private static string? TooLong(string text) => Encoding.UTF8.GetByteCount(text) is var bytes && bytes > PolicyLimits.KeyPolicyBytes
        ? $"The fixed policy would have {bytes} bytes; AWS KMS stores at most {PolicyLimits.KeyPolicyBytes}. Remove what is not needed, and try again."
        : null;
}
