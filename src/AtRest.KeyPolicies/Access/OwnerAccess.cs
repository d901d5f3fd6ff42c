using AtRest.KeyPolicies.Deciding;

namespace AtRest.KeyPolicies.Access;

/// <summary>Whether the owner's account can still change the key policy.</summary>
/// <param name="Principal">The principal that can, or else one for which it is unknown, or else the account's root.</param>
/// <param name="Decision">What the policy decides about its call of <c>kms:PutKeyPolicy</c>.</param>
public sealed record OwnerControl(string Principal, AccessDecision Decision)
{
    /// <summary>Whether the principal surely can change the policy.</summary>
    public bool IsCertain => Decision.IsSureAccess;
}

/// <summary>
/// Finds a principal of the owner's account that can change the key policy, and so correct everything else. Roles that only AWS can use do not
/// count.
/// </summary>
internal sealed class OwnerAccess(KeyPolicyReading reading, DateTimeOffset moment, PolicyModel model)
{
    private const string PutKeyPolicy = "kms:PutKeyPolicy";
    private const string Bypass = "kms:BypassPolicyLockoutSafetyCheck";

    /// <summary>The first that can, or else the first for which it is unknown, or else the account's root.</summary>
    public OwnerControl Find()
    {
        var callers = new CallerClasses(model, []).OfAccount(reading.Key.AccountId)
            .Where(caller => caller.Kind != CallerKind.FederatedUser && !CallerClasses.IsOnlyForAws(caller))
            .SelectMany(RequestsOf);
        AccessRequest? root = null;
        AccessRequest? open = null;
        foreach (var request in callers)
        {
            root ??= request;
            if (reading.Alone.IsSureAccess(request))
            {
                return Answer(request);
            }

            open ??= reading.Alone.Decide(request) == AccessOutcome.Conditional ? request : null;
        }

        return Answer(open ?? root!);
    }

    /// <summary>What the account's root can do: owners regain access through it.</summary>
    public AccessDecision OfRoot() => Find() is var control && control.Principal == Principals.RootOf(reading.Key.Partition, reading.Key.AccountId)
        ? control.Decision
        : reading.Alone.Evaluate(RequestsOf(new CallerClasses(model, []).OfAccount(reading.Key.AccountId).First()).First());

    private OwnerControl Answer(AccessRequest request) => new(request.Principal, reading.Alone.Evaluate(request));

    /// <summary>Direct calls, as an administrator makes them: with the safety check (the parameter is false or left out) or without it.</summary>
    private IEnumerable<AccessRequest> RequestsOf(CallerClass caller) => reading.Mentions(Bypass)
        ? new[] { "false", null, "true" }.Select(bypass => RequestOf(caller, bypass))
        : [RequestOf(caller, "false")];

    private AccessRequest RequestOf(CallerClass caller, string? bypass)
    {
        var facts = CallFacts.Of(reading, moment);
        foreach (var (key, values) in caller.Facts)
        {
            _ = values is { } present ? facts.Known(key, present) : facts.Absent(key);
        }

        return facts.Absent("kms:ViaService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "kms:GrantIsForAWSResource")
            .Known("aws:ViaAWSService", "false")
            .Choose(Bypass, bypass)
            .ToRequest(reading, caller.Principal, PutKeyPolicy, key => key is null or { Nature: not (ConditionKeyNature.Service or ConditionKeyNature.Parameter) });
    }
}
