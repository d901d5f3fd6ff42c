using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.Core.Tests.Policies.Properties;

namespace AtRest.Core.Tests.Policies.Fixing;

/// <summary>Asks for many callers other than the cluster's role and the owner's root whether a mended policy gives them more than before.</summary>
internal static class Widening
{
    private static readonly ImmutableArray<string> Actions = ["kms:Decrypt", "kms:CreateGrant", "kms:PutKeyPolicy", "kms:RetireGrant", "kms:DescribeKey"];

    public static void ShouldBeNone(string before, string after, KmsKeyArn key, string role)
    {
        var (old, mended) = (Evaluator(before, key), Evaluator(after, key));
        var keys = MentionedKeys.Of(old.Policy).Concat(MentionedKeys.Of(mended.Policy)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        var callers = Callers(old.Policy, key).Where(caller => caller != role && !IsSession(caller, role));
        var isOwnerRestored = after.Contains($"\"{PolicyPatch.OwnerSid}", StringComparison.Ordinal) && !before.Contains($"\"{PolicyPatch.OwnerSid}", StringComparison.Ordinal);
        foreach (var caller in callers)
        {
            // Where the owner's root gets its control back, its account's IAM policies count again.
            var restored = isOwnerRestored && IsOfOwner(caller, key);
            foreach (var request in Actions.SelectMany(action => Requests(caller, action, keys, key)))
            {
                var (was, now) = (old.Decide(request), mended.Decide(request));
                (restored || now.Access() <= was.Access()).ShouldBeTrue($"{caller} {request.Action}: {was} became {now}\n{before}\n{after}");
                Denied(mended, request).ShouldBeGreaterThanOrEqualTo(Denied(old, request), $"{caller} {request.Action}: a Deny became weaker\n{before}\n{after}");
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
            context["aws:PrincipalArn"] = [Caller.Of(caller)?.Arn ?? caller];
            context["aws:PrincipalAccount"] = [arn!.AccountId];
            context["kms:CallerAccount"] = [arn.AccountId];
        }

        string[] callerKeys = ["aws:PrincipalArn", "aws:PrincipalAccount", "kms:CallerAccount"];
        yield return Create(context, keys.Except(callerKeys, StringComparer.OrdinalIgnoreCase));
        yield return Create(context, []);
        context["aws:SourceAccount"] = [key.AccountId];
        yield return Create(context, []);

        AccessRequest Create(Dictionary<string, ImmutableArray<string>> known, IEnumerable<string> unknown) =>
            Tests.Policies.Requests.Create(caller, action, known, unknown);
    }

    private static bool IsOfOwner(string caller, KmsKeyArn key) => caller.Contains($"::{key.AccountId}:", StringComparison.Ordinal);

    private static bool IsSession(string caller, string role) => caller.Contains(":assumed-role/" + role[(role.LastIndexOf('/') + 1)..] + "/", StringComparison.Ordinal);
}
