namespace AtRest.Core.Policies.Access;

/// <summary>Who in the owner's account can still change the key policy, and so put everything else right.</summary>
internal sealed class OwnerAccess(KeyPolicyReading reading, DateTimeOffset moment)
{
    private const string PutKeyPolicy = "kms:PutKeyPolicy";

    /// <summary>The first that can, or else the first of whom it cannot be said, or else the account's root, who cannot.</summary>
    public (Caller Caller, AccessDecision Decision) Find()
    {
        var callers = Callers().Select(caller => (Caller: caller, Request: RequestOf(caller))).ToList();
        var answers = callers.Select(pair => (pair.Caller, pair.Request, Outcome: reading.Alone.Decide(pair.Request))).ToList();
        var best = answers.Find(answer => answer.Outcome is AccessOutcome.Allow or AccessOutcome.Delegated) is { Caller: not null } able ? able
            : answers.Find(answer => answer.Outcome == AccessOutcome.Conditional) is { Caller: not null } open ? open
            : answers[0];
        return (best.Caller, reading.Alone.Evaluate(best.Request));
    }

    /// <summary>What the account's root can, which is how an owner gets back in.</summary>
    public AccessDecision OfRoot() => reading.Alone.Evaluate(RequestOf(Caller.RootOf(reading.Key.Partition, reading.Key.AccountId)));

    private IEnumerable<Caller> Callers()
    {
        var owner = reading.Key.AccountId;
        var named = reading.Policy.Statements.SelectMany(statement => statement.Principal.Entries)
            .Where(entry => Principals.IsCaller(entry) && entry.Kind != PolicyPrincipalKind.Account && entry.AccountId == owner)
            .Select(entry => Caller.Of(entry.Text))
            .OfType<Caller>();
        var matched = WitnessArns.Of(reading, owner).Select(witness => witness.Caller).Where(caller => caller.Account == owner);
        return [Caller.RootOf(reading.Key.Partition, owner), Caller.RoleIn(reading.Key.Partition, owner), .. named.Concat(matched).DistinctBy(caller => caller.Principal)];
    }

    /// <summary>A direct call, as an administrator makes it; the safety check is not bypassed.</summary>
    private AccessRequest RequestOf(Caller caller) => caller.Identify(CallFacts.Of(reading, moment), PutKeyPolicy)
        .Absent("kms:ViaService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "kms:GrantIsForAWSResource")
        .Known("aws:ViaAWSService", "false")
        .Known("kms:BypassPolicyLockoutSafetyCheck", "false")
        .ToRequest(reading, caller.Principal, PutKeyPolicy, key => key is null or { Nature: not (ConditionKeyNature.Service or ConditionKeyNature.Parameter) });
}
