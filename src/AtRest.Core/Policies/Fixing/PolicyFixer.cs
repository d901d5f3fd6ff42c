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
        return Fix(
            new FixSubject
            {
                Key = request.Key,
                Role = request.Role,
                Grants = new() { Source = "kms:ListGrants", Resource = request.Key.Value, CollectedAt = request.Moment, Value = grants },
                Metadata = new() { Source = "kms:DescribeKey", Resource = request.Key.Value, CollectedAt = request.Moment },
                Moment = request.Moment,
            },
            request.Text);
    }

    internal static PolicyFixResult Fix(FixSubject subject, string text)
    {
        try
        {
            return FixInBounds(subject, text);
        }
        catch (PolicyTooIntricateException)
        {
            return CannotMend(text, ["The policy is too intricate: trying all whom it might let in would take too long. Name principals instead of conditions."]);
        }
    }

    private static PolicyFixResult FixInBounds(FixSubject subject, string text)
    {
        var draft = new PolicyDraft(subject, text);
        if (!draft.Reading.IsUnderstood)
        {
            return CannotMend(text, [.. draft.Reading.Issues.Where(issue => issue.IsError).Select(issue => $"{issue.Message} (line {issue.Line}, {issue.Path})")]);
        }

        var changes = ImmutableArray.CreateBuilder<string>();
        for (var round = 0; round < MaxRounds; round++)
        {
            var wrong = PolicyTrial.Run(draft);
            if (wrong.IsEmpty)
            {
                return new() { Outcome = draft.Text == text ? PolicyFixOutcome.AlreadyRight : PolicyFixOutcome.Fixed, Text = draft.Text, Changes = changes.ToImmutable() };
            }

            if (Propose(draft, wrong) is not { } amendment)
            {
                return CannotMend(text, [.. wrong.Select(fault => $"{fault.RuleId}: {fault.Message}")]);
            }

            changes.AddRange(amendment.Changes);
            draft = new PolicyDraft(subject, amendment.Text);
            if (!draft.Reading.IsUnderstood)
            {
                return CannotMend(text, [TooLong(amendment.Text) ?? draft.Reading.Issues.First(issue => issue.IsError).Message]);
            }
        }

        return CannotMend(text, ["No small change makes it right. Write the policy anew with 'atrest policy generate'."]);
    }

    private static Amendment? Propose(PolicyDraft draft, ImmutableArray<PolicyFault> wrong) => Repairs
        .Where(repair => repair.Rules.Any(rule => wrong.Any(fault => fault.RuleId == rule)))
        .Select(repair => repair.Propose(draft))
        .FirstOrDefault(amendment => amendment is not null && amendment.Text != draft.Text);

    private static PolicyFixResult CannotMend(string text, ImmutableArray<string> reasons) =>
        new() { Outcome = PolicyFixOutcome.CannotMend, Text = text, Reasons = reasons };

    private static string? TooLong(string text) => Encoding.UTF8.GetByteCount(text) is var bytes && bytes > PolicyLimits.KeyPolicyBytes
        ? $"The mended policy would have {bytes} bytes; AWS KMS stores at most {PolicyLimits.KeyPolicyBytes}. Remove what is not needed, and try again."
        : null;
}
