using System.Collections.Immutable;

namespace AtRest.Core.Policies.Access;

/// <summary>Who in the owner's account can still change the key policy, and so put everything else right.</summary>
internal sealed class OwnerAccess(KeyPolicyReading reading, DateTimeOffset moment)
{
    private const string PutKeyPolicy = "kms:PutKeyPolicy";

    /// <summary>The answer for each caller of the owner's account that could be it, the account's root first.</summary>
    public ImmutableArray<(Caller Caller, AccessDecision Decision)> Find() => [.. Callers().Select(caller => (caller, reading.Alone.Evaluate(RequestOf(caller))))];

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
