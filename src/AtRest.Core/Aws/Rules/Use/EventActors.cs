using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Use;

/// <summary>
/// Tells who made the calls on one key. The same caller has several forms in events
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html): a role's session with its role, or, for a caller of another account, only the
/// account and the unique ID. The event with the role's name is then in the log of the caller's account, with the same <c>sharedEventID</c>
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/shared-event-ID.html).
/// </summary>
internal sealed class EventActors
{
    /// <summary>EC2 uses encrypted volumes with this role of the volume's account (https://docs.aws.amazon.com/kms/latest/developerguide/ct-ec2two.html).</summary>
    private const string Ec2Infrastructure = "aws:ec2-infrastructure";

    private const string ServiceLinkedPath = ":role/aws-service-role/";

    private readonly ClusterKey key;
    private readonly ImmutableArray<Arn> roles;
    private readonly ImmutableDictionary<string, Arn> rolesById;
    private readonly Lazy<ImmutableHashSet<string>> closedAccounts;
    private readonly DateTimeOffset? lastChange;
    private readonly ImmutableHashSet<string> idsSinceChange;

    private EventActors(RuleContext context, ClusterKey key, IEnumerable<KeyEvent> events)
    {
        this.key = key;
        roles = context.Evidence.RolesOf(key.Arn);
        rolesById = RolesById(events);
        var all = events.ToList();
        closedAccounts = new(() => ClosedAccounts(context, all));

        // Who has access today does not show who had it before somebody lost it. A caller that is still there afterwards is the same role.
        lastChange = all.Where(CanEndAccess).Max(item => (DateTimeOffset?)item.Time);
        idsSinceChange = [.. all.Where(item => !(item.Time < lastChange) && item.ErrorCode is null).Select(item => item.Caller.PrincipalId).OfType<string>().Select(UniqueId)];
    }

    /// <summary>Who made the calls of the events that were read about a key.</summary>
    public static EventActors Of(RuleContext context, ClusterKey key, IEnumerable<KeyEvent> events) => new(context, key, events);

    public EventActor ActorOf(KeyEvent item)
    {
        var caller = item.Caller;
        var account = AccountOf(caller);
        if (IsService(item) && (account is null || account == key.Arn.AccountId))
        {
            return new EventActor(ActorKind.Service, $"the AWS service {ServiceOf(item)}");
        }

        if (RoleOf(caller) is { } role)
        {
            return new EventActor(ActorKind.Role, $"the role {role.Value}") { Role = role };
        }

        if (account is null)
        {
            return new EventActor(ActorKind.Stranger, $"a caller without an account ({caller.PrincipalId ?? caller.Type ?? "no identity"})");
        }

        if (account == key.Arn.AccountId)
        {
            return new EventActor(ActorKind.Owner, caller.RoleArn ?? caller.Arn ?? $"account {account}");
        }

        // The account is the one whose permissions were used (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html): a service acts for it.
        return roles.Any(expected => expected.AccountId == account) ? InAccountOfRoles(item, account)
            : new EventActor(ActorKind.Stranger, IsService(item) ? $"the AWS service {ServiceOf(item)} for account {account}" : NameOf(caller, account));
    }

    /// <summary>A caller in the account of an expected role, which is not named as one of them.</summary>
    private EventActor InAccountOfRoles(KeyEvent item, string account)
    {
        var caller = item.Caller;
        var isService = IsService(item) || IsInfrastructure(caller) || caller.RoleArn?.Contains(ServiceLinkedPath, StringComparison.Ordinal) == true;
        if (!isService && (caller.RoleArn ?? caller.Arn) is { } named)
        {
            return new EventActor(ActorKind.Stranger, named);
        }

        if (!isService && caller.PrincipalId is { } unique && IsOfSomethingElse(unique, account))
        {
            return new EventActor(ActorKind.Stranger, NameOf(caller, account));
        }

        var name = isService ? $"an AWS service in account {account} ({caller.PrincipalId ?? caller.Arn ?? ServiceOf(item)})" : NameOf(caller, account);
        if (!closedAccounts.Value.Contains(account))
        {
            return new EventActor(ActorKind.Unnamed, name);
        }

        if (!isService && item.Time < lastChange && (caller.PrincipalId is not { } id || !idsSinceChange.Contains(UniqueId(id))))
        {
            return new EventActor(ActorKind.Unnamed, name) { ChangedLater = lastChange };
        }

        Arn[] candidates = [.. roles.Where(role => role.AccountId == account)];
        return new EventActor(ActorKind.Role, name) { Role = candidates is [var only] ? only : null, IsDeduced = true };
    }

    private Arn? RoleOf(EventCaller caller)
    {
        // The name of a role is unique in its account, whatever its path is. A session's ARN has no path.
        if (caller.RoleArn is { } named)
        {
            return roles.FirstOrDefault(role => role.Value == named);
        }

        var session = SessionOf(caller.Arn);
        return session is not null ? roles.FirstOrDefault(role => $"{role.AccountId}/{role.ResourceName}" == session)
            : caller.PrincipalId is { } id && rolesById.TryGetValue(UniqueId(id), out var known) ? known : null;
    }

    /// <summary>The expected roles by their unique IDs, from events that have both.</summary>
    private ImmutableDictionary<string, Arn> RolesById(IEnumerable<KeyEvent> events) => events
        .Where(item => item.Caller is { PrincipalId: not null, RoleArn: not null })
        .Select(item => (Id: UniqueId(item.Caller.PrincipalId!), Role: roles.FirstOrDefault(role => role.Value == item.Caller.RoleArn)))
        .Where(pair => pair.Role is not null)
        .DistinctBy(pair => pair.Id)
        .ToImmutableDictionary(pair => pair.Id, pair => pair.Role!);

    /// <summary>The accounts of expected roles in which, by the key policy and the grants, no one else has access.</summary>
    private ImmutableHashSet<string> ClosedAccounts(RuleContext context, List<KeyEvent> events)
    {
        if (KeyPolicySituations.AnalysisOf(context, key.Arn) is not { Reading.IsUnderstood: true } analysis || !key.Evidence.Grants.TryGet(out var grants, out _))
        {
            return [];
        }

        ImmutableArray<Outsider> outsiders;
        try
        {
            outsiders = analysis.Outsiders;
        }
        catch (PolicyTooComplexException)
        {
            return [];
        }

        var judge = new GrantJudge(key.Arn, roles);
        var holders = GrantHolder.Of(grants.Items)
            .Where(holder => judge.Judge(holder) is GrantHolderKind.Foreign or GrantHolderKind.Unclear)
            .Concat(GrantHolder.Of(GivenIn(events)).Where(holder => judge.Judge(holder) == GrantHolderKind.Foreign))
            .Select(holder => holder.AccountId);
        HashSet<string?> open = [.. outsiders.Where(outsider => outsider.Kind is not (OutsiderKind.Service or OutsiderKind.Federated)).Select(outsider => outsider.AccountId), .. holders];

        // Without an account, somebody of any account can be meant.
        return open.Contains(null) ? [] : [.. roles.Select(role => role.AccountId).Where(account => !open.Contains(account))];
    }

    /// <summary>Grants that the record shows being created. A grantee can retire its grant after the use, so that it is not among those of today.</summary>
    private static ImmutableArray<KeyGrant> GivenIn(IEnumerable<KeyEvent> events) =>
        [.. events.Where(item => item is { Name: "CreateGrant", ErrorCode: null, Grantee: not null } && Arn.TryParse(item.Grantee, out _)).Select(item => new KeyGrant { GranteePrincipal = item.Grantee })];

    private static string NameOf(EventCaller caller, string account)
    {
        var name = caller.RoleArn ?? caller.Arn;
        return name ?? (caller.PrincipalId is { } id ? $"account {account} (unique ID {id})" : $"account {account}");
    }

    private static string? AccountOf(EventCaller caller) =>
        caller.AccountId ?? (Arn.TryParse(caller.RoleArn ?? caller.Arn, out var arn) && Arn.IsAccountId(arn.AccountId) ? arn.AccountId : null);

    /// <summary>Whether a service made the call by itself, or AWS KMS did something by itself. A call that a service made with a principal's permissions has that principal.</summary>
    private static bool IsService(KeyEvent item) =>
        item.Caller.Type == "AWSService" || item.Type == "AwsServiceEvent" || (AccountOf(item.Caller) is null && item.Caller.InvokedBy is not null);

    private static string ServiceOf(KeyEvent item) => item.Caller.InvokedBy ?? item.SourceAddress ?? "kms.amazonaws.com";

    private static bool IsInfrastructure(EventCaller caller) =>
        caller.PrincipalId?.Split(':', 2) is [_, var rest] && rest.StartsWith(Ec2Infrastructure + ":", StringComparison.Ordinal)
        || caller.Arn?.Contains($":assumed-role/{Ec2Infrastructure}/", StringComparison.Ordinal) == true;

    /// <summary>The account and role of a session's ARN: <c>ACCOUNT/ROLE</c>. Null for other texts.</summary>
    private static string? SessionOf(string? text) =>
        Arn.TryParse(text, out var arn) && arn.Resource.Split('/') is ["assumed-role", var role, _] ? $"{arn.AccountId}/{role}" : null;

    /// <summary>
    /// Whether the ID is certainly not a role's: a user's, the account's (its root user), or a federated user's
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable).
    /// </summary>
    private static bool IsOfSomethingElse(string principalId, string account) =>
        principalId.StartsWith("AIDA", StringComparison.Ordinal) || principalId == account || principalId.StartsWith(account + ":", StringComparison.Ordinal);

    /// <summary>Whether the event changed the policy, or ended a grant by a decision of the owner: somebody may have had access until then.</summary>
    private bool CanEndAccess(KeyEvent item) =>
        item.ErrorCode is null && (item.Name == "PutKeyPolicy" || (item.Name == "RevokeGrant" && AccountOf(item.Caller) == key.Arn.AccountId && RoleOf(item.Caller) is null));

    /// <summary>The ID of the role without the name of the session.</summary>
    private static string UniqueId(string principalId) => principalId.Split(':')[0];
}
