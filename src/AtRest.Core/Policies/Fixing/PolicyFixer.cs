using System.Collections.Immutable;
using System.Text;
using AtRest.Core.Evidence;
using AtRest.Core.Policies.Access;
using AtRest.Core.Policies.Fixing.Repairs;

namespace AtRest.Core.Policies.Fixing;

/// <summary>
/// Mends a key policy by the smallest change that makes KPOL-1 to KPOL-6 pass. It adds access only for the cluster's role and, where KPOL-5 asks for
/// it, the owner's root; it narrows a Deny only by what exempts those two; and it keeps every character of what it does not change.
/// </summary>
public static class PolicyFixer
{
    /// <summary>Every round mends all that one repair can see; what shows only then is for the next. Half as many have always been enough.</summary>
    private const int MaxRounds = 12;

    /// <summary>What is wrong is taken away first: what is missing then is clear, and is added last.</summary>
    private static readonly ImmutableArray<IRepair> Repairs =
        [new OrphanRepair(), new OutsiderRepair(), new DenyRepair(), new ExcessRepair(), new OwnerRepair(), new RoleAccessRepair()];

    /// <summary>Never throws: a text that is no policy cannot be mended, and the result says why.</summary>
    public static PolicyFixResult Fix(PolicyFixRequest request)
    {
        var grants = request.Grants is { } listed ? new KeyGrants(listed) : null;
        var subject = new FixSubject
        {
            Key = request.Key,
            Role = request.Role,
            Grants = new() { Source = "kms:ListGrants", Resource = request.Key.Value, CollectedAt = request.Moment, Value = grants },
            Metadata = new() { Source = "kms:DescribeKey", Resource = request.Key.Value, CollectedAt = request.Moment },
            Moment = request.Moment,
        };
        return Fix(subject, subject.Read(request.Text));
    }

    /// <summary>The same of a policy that was read already.</summary>
    internal static PolicyFixResult Fix(FixSubject subject, KeyPolicyReading reading)
    {
        if (!reading.IsUnderstood)
        {
            return CannotMend(reading.Text, [.. reading.Issues.Where(issue => issue.IsError).Select(issue => $"{issue.Message} (line {issue.Line}, {issue.Path})")]);
        }

        try
        {
            return FixInBounds(new PolicyDraft(subject, reading));
        }
        catch (PolicyTooIntricateException)
        {
            return CannotMend(reading.Text, ["The policy is too intricate: trying all whom it might let in would take too long. Name principals instead of conditions."]);
        }
    }

    private static PolicyFixResult FixInBounds(PolicyDraft original)
    {
        var draft = original;
        var changes = ImmutableArray.CreateBuilder<string>();
        var next = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            // A later repair rarely brings back what an earlier one has mended: only once none is left, all are asked again.
            if ((Propose(draft, ref next) ?? Propose(draft, ref next)) is not { } amendment)
            {
                return End(original, draft, changes.ToImmutable());
            }

            changes.AddRange(amendment.Changes);
            draft = draft.With(amendment.Text);
            if (!draft.Reading.IsUnderstood)
            {
                return CannotMend(original.Text, [TooLong(amendment.Text) ?? draft.Reading.Issues.First(issue => issue.IsError).Message]);
            }
        }

        return CannotMend(original.Text, ["No small change makes it right. Write the policy anew with 'atrest policy generate'."]);
    }

    /// <summary>
    /// What the first repair, from this one on, that is needed and can do something would do. Only the rules that it is for are asked, since each
    /// costs time. Null, and from the beginning next time, if there is none.
    /// </summary>
    private static Amendment? Propose(PolicyDraft draft, ref int next)
    {
        for (; next < Repairs.Length; next++)
        {
            if (!draft.Faults(Repairs[next].Rules).IsEmpty && Repairs[next].Propose(draft) is { } amendment && amendment.Text != draft.Text)
            {
                return amendment;
            }
        }

        next = 0;
        return null;
    }

    /// <summary>Nothing more can be done: is it right now, by all rules?</summary>
    private static PolicyFixResult End(PolicyDraft original, PolicyDraft draft, ImmutableArray<string> changes)
    {
        var wrong = draft.Faults(PolicyTrial.RuleIds);
        return !wrong.IsEmpty ? CannotMend(original.Text, [.. wrong.Select(fault => $"{fault.RuleId}: {fault.Message}")])
            : ReferenceEquals(draft, original) ? new() { Outcome = PolicyFixOutcome.AlreadyRight, Text = original.Text }
            : new() { Outcome = PolicyFixOutcome.Fixed, Text = draft.Text, Changes = changes };
    }

    private static PolicyFixResult CannotMend(string text, ImmutableArray<string> reasons) =>
        new() { Outcome = PolicyFixOutcome.CannotMend, Text = text, Reasons = reasons };

    private static string? TooLong(string text) => Encoding.UTF8.GetByteCount(text) is var bytes && bytes > PolicyLimits.KeyPolicyBytes
        ? $"The mended policy would have {bytes} bytes; AWS KMS stores at most {PolicyLimits.KeyPolicyBytes}. Remove what is not needed, and try again."
        : null;
}
