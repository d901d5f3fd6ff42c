using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;

namespace AtRest.Hosting.Keys;

/// <summary>Decides who may make, list and revoke the keys of an organization: operators, and the organization's administrators unless operators have forbidden it.</summary>
internal sealed class KeyRights(KeySettings settings)
{
    /// <summary>Null if the caller may; otherwise the reason. For callers who can see the organization.</summary>
    public Problem? WhyNot(Caller caller, string organizationId) =>
        !caller.MayAdminister(organizationId) ? Problem.NotAdministrator
        : !caller.IsOperator && !settings.SelfService ? Problem.NoSelfService
        : null;
}
