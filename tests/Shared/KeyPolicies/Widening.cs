using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Tests.Shared.KeyPolicies;

/// <summary>Asks for many callers other than the cluster's role and the owner's root whether a fixed policy gives them more than before.</summary>
internal static class Widening
{
    private static readonly ImmutableArray<string> Actions = ["kms:Decrypt", "kms:CreateGrant", "kms:PutKeyPolicy", "kms:RetireGrant", "kms:DescribeKey"];

    public static void ShouldBeNone(string before, string after, KmsKeyArn key, string role)
    {
        var (old, changed) = (Evaluator(before, key), Evaluator(after, key));
        var keys = MentionedKeys.Of(old.Policy).Concat(MentionedKeys.Of(changed.Policy)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        var callers = Callers(old.Policy, key).Where(caller => caller != role && !IsSession(caller, role));
        var isOwnerRestored = after.Contains($"\"{PolicyPatch.OwnerSid}", StringComparison.Ordinal) && !before.Contains($"\"{PolicyPatch.OwnerSid}", StringComparison.Ordinal);
        foreach (var caller in callers)
        {
            // Where the owner's root gets its control back, its account's IAM policies count again.
            var restored = isOwnerRestored && IsOfOwner(caller, key);
            foreach (var request in Actions.SelectMany(action => Requests(caller, action, keys, key)))
            {
                var (was, now) = (old.Decide(request), changed.Decide(request));
                (restored || RankOf(now, changed.IsSureAccess(request)) <= RankOf(was, old.IsSureAccess(request))).ShouldBeTrue($"{caller} {request.Action}: {was} became {now}\n{before}\n{after}");
                Denied(changed, request).ShouldBeGreaterThanOrEqualTo(Denied(old, request), $"{caller} {request.Action}: a Deny became weaker\n{before}\n{after}");
            }
        }
    }

    private static KeyPolicyEvaluator Evaluator(string text, KmsKeyArn key) => new(KeyPolicy.Parse(text).Policy!, key, []);

    private static int Denied(KeyPolicyEvaluator evaluator, AccessRequest request) => evaluator.Evaluate(request).Statements
        .Where(match => match.Effect == StatementEffect.Deny).Select(match => (int)match.Matches).DefaultIfEmpty((int)Ternary.No).Max();

    private static IEnumerable<string> Callers(KeyPolicy policy, KmsKeyArn key) => policy.Statements.SelectMany(statement => statement.Principal.Entries)
        .Where(entry => entry.Kind is not (PolicyPrincipalKind.Everyone or PolicyPrincipalKind.Account))
        .Select(entry => entry.Text)
        .Concat(["anonymous", "logs.eu-central-1.amazonaws.com", "arn:aws:iam::777788889999:role/x", "arn:aws:iam::444455556666:role/other",
            $"arn:aws:iam::{key.AccountId}:role/Admin", $"arn:aws:iam::{key.AccountId}:user/u", "arn:aws:iam::777788889999:root"])
        .Distinct(StringComparer.Ordinal);

    /// <summary>As AWS would describe the caller, with everything else unknown; and once with the caller's account as a service names it.</summary>
    private static IEnumerable<AccessRequest> Requests(string caller, string action, FrozenSet<string> keys, KmsKeyArn key)
    {
        var isArn = Arn.TryParse(caller, out var arn);
        var context = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        if (isArn)
        {
            context["aws:PrincipalArn"] = [RoleOf(arn!) ?? caller];
            context["aws:PrincipalAccount"] = [arn!.AccountId];
            context["kms:CallerAccount"] = [arn.AccountId];
        }

        string[] callerKeys = ["aws:PrincipalArn", "aws:PrincipalAccount", "kms:CallerAccount"];
        yield return Create(context, keys.Except(callerKeys, StringComparer.OrdinalIgnoreCase));
        yield return Create(context, []);
        context["aws:SourceAccount"] = [key.AccountId];
        yield return Create(context, []);

        AccessRequest Create(Dictionary<string, ImmutableArray<string>> known, IEnumerable<string> unknown) =>
            new()
            {
                Principal = caller,
                Action = action,
                Context = known.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
                Unknown = unknown.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            };
    }

    private static bool IsOfOwner(string caller, KmsKeyArn key) => caller.Contains($"::{key.AccountId}:", StringComparison.Ordinal);

    private static bool IsSession(string caller, string role) => caller.Contains(":assumed-role/" + role[(role.LastIndexOf('/') + 1)..] + "/", StringComparison.Ordinal);

    /// <summary>A session's role, as <c>aws:PrincipalArn</c> names it.</summary>
    private static string? RoleOf(Arn arn) =>
        arn.Resource.Split('/') is ["assumed-role", var role, _] ? $"arn:{arn.Partition}:iam::{arn.AccountId}:role/{role}" : null;

    /// <summary>Where only it is open whether access is direct or through the account, it counts as through the account.</summary>
    private static int RankOf(AccessOutcome outcome, bool isSure) => outcome switch
    {
        AccessOutcome.Conditional when isSure => 2,
        AccessOutcome.Allow => 3,
        AccessOutcome.Delegated => 2,
        AccessOutcome.Conditional => 1,
        _ => 0,
    };
}
