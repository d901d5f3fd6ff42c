using System.Collections.Immutable;
using AtRest.KeyPolicies.Deciding;

namespace AtRest.KeyPolicies.Access;

/// <summary>Says whether the owner's account can still change the key policy.</summary>
/// <param name="Principal">A principal that can change the policy. If there is none, one for which it is unknown; otherwise the root user of the account.</param>
/// <param name="Decision">The decision about this principal's call of <c>kms:PutKeyPolicy</c>.</param>
public sealed record OwnerControl(string Principal, AccessDecision Decision)
{
    /// <summary>The condition keys on which it depends, and whose values the principal chooses: it signs in again, or with MFA. Empty if it depends on none.</summary>
    public ImmutableArray<string> Chosen { get; init; } = [];

    /// <summary>Whether the principal can certainly change the policy.</summary>
    public bool IsCertain => Decision.IsSureAccess;
}

/// <summary>
/// Finds a principal of the owner's account that can change the key policy, and can therefore correct every other problem. Roles that only AWS can use
/// do not count.
/// </summary>
internal sealed class OwnerAccess(KeyPolicyReading reading, KeySubject subject, Func<PolicyModel> modelOf)
{
    private const string PutKeyPolicy = "kms:PutKeyPolicy";
    private const string Bypass = "kms:BypassPolicyLockoutSafetyCheck";

    private List<CallerClass>? known;

    /// <summary>The first principal that can change the policy, otherwise the first for which it is unknown, otherwise the root user.</summary>
    public OwnerControl Find()
    {
        var control = FindWith(subject.Choice ?? OwnerChoice.None);
        if (subject.Choice is not null || control is not { IsCertain: false, Decision.Outcome: AccessOutcome.Conditional })
        {
            return control;
        }

        foreach (var choice in OwnerChoice.All(subject.Moment))
        {
            if (choice.In(reading.Mentioned) is { IsEmpty: false } chosen && FindWith(choice) is { IsCertain: true } certain)
            {
                return certain with { Chosen = chosen };
            }
        }

        return control;
    }

    /// <summary>The decision for the root user, through which an owner regains access.</summary>
    public AccessDecision OfRoot() => FindWith(OwnerChoice.None) is var control && control.Principal == Principals.RootOf(reading.Key.Partition, reading.Key.AccountId)
        ? control.Decision
        : reading.WithoutGrants.Evaluate(RequestsOf(Root, OwnerChoice.None).First());

    /// <summary>The first of the callers.</summary>
    private CallerClass Root => CallerClasses.RootOf(reading.Key.Partition, reading.Key.AccountId, isNamed: true);

    private OwnerControl FindWith(OwnerChoice choice)
    {
        // Most policies allow the root user, so the other callers are rarely needed.
        if (choice.Callers.Contains(CallerKind.Root))
        {
            foreach (var request in RequestsOf(Root, choice))
            {
                if (reading.WithoutGrants.IsSureAccess(request))
                {
                    return Answer(request);
                }
            }
        }

        AccessRequest? first = null;
        AccessRequest? open = null;
        foreach (var request in Callers().Where(caller => choice.Callers.Contains(caller.Kind)).SelectMany(caller => RequestsOf(caller, choice)))
        {
            first ??= request;
            if (reading.WithoutGrants.IsSureAccess(request))
            {
                return Answer(request);
            }

            open ??= reading.WithoutGrants.Decide(request) == AccessOutcome.Conditional ? request : null;
        }

        return Answer(open ?? first!);
    }

    private List<CallerClass> Callers()
    {
        if (known is null)
        {
            known = [.. new CallerClasses(modelOf(), []).OfAccount(reading.Key.AccountId).Where(caller => caller.Kind != CallerKind.FederatedUser && !CallerClasses.IsOnlyForAws(caller))];
            if (!known.Exists(caller => caller.Kind == CallerKind.User))
            {
                known.Add(CallerClasses.SomeUserOf(reading.Key.Partition, reading.Key.AccountId));
            }
        }

        return known;
    }

    private OwnerControl Answer(AccessRequest request) => new(request.Principal, reading.WithoutGrants.Evaluate(request));

    /// <summary>The direct calls of an administrator: with the policy lockout safety check (the parameter is false or missing) and without it.</summary>
    private IEnumerable<AccessRequest> RequestsOf(CallerClass caller, OwnerChoice choice) => reading.Mentions(Bypass)
        ? new[] { "false", null, "true" }.Select(bypass => RequestOf(caller, choice, bypass))
        : [RequestOf(caller, choice, "false")];

    private AccessRequest RequestOf(CallerClass caller, OwnerChoice choice, string? bypass)
    {
        var facts = CallFacts.Of(reading, subject.Moment);
        foreach (var (key, values) in caller.Facts)
        {
            _ = values is { } present ? facts.Known(key, present) : facts.Absent(key);
        }

        if (subject.OrganizationId is { } organization)
        {
            facts.Known("aws:ResourceOrgID", organization).Known("aws:PrincipalOrgID", organization);
        }

        foreach (var (key, value) in choice.Values)
        {
            facts.Choose(key, value);
        }

        return facts.Absent("kms:ViaService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "kms:GrantIsForAWSResource")
            .Known("aws:ViaAWSService", "false")
            .Choose(Bypass, bypass)
            .ToRequest(reading, caller.Principal, PutKeyPolicy, key => key is null or { Nature: not (ConditionKeyNature.Service or ConditionKeyNature.Parameter) });
    }
}
