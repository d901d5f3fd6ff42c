using System.Collections.Immutable;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>Everybody outside the owner's account whom the policy lets in, but for the cluster's role.</summary>
internal sealed class ForeignAccess(KeyPolicyReading reading, Arn role, DateTimeOffset moment)
{
    public ImmutableArray<ForeignCaller> Find()
    {
        var callers = new PolicyCallers(reading, role, moment, account => account != reading.Key.AccountId);
        return
        [
            .. from caller in callers.Find().Concat(callers.FindForeignServices())
               where !IsClusterRole(caller)
               orderby caller.Kind
               select new ForeignCaller(KindOf(caller), caller.Name, caller.Reach),
        ];
    }

    private bool IsClusterRole(PolicyCaller caller) =>
        caller is { Kind: PolicyCallerKind.Identity, Caller: { } identity } && (identity.Arn == role.Value || Principals.IsSessionOf(identity, role));

    private ForeignCallerKind KindOf(PolicyCaller caller) => caller.Kind switch
    {
        PolicyCallerKind.Anyone => ForeignCallerKind.Anyone,
        PolicyCallerKind.Account => caller.Name == role.AccountId ? ForeignCallerKind.RoleAccount : ForeignCallerKind.Account,
        PolicyCallerKind.Identity => caller.Caller?.Account == role.AccountId ? ForeignCallerKind.OtherTenant : ForeignCallerKind.Identity,
        PolicyCallerKind.Service => ForeignCallerKind.Service,
        _ => ForeignCallerKind.Federated,
    };
}
