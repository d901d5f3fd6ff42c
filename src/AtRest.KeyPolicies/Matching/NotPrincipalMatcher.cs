namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// <c>NotPrincipal</c> (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html). AWS may check the
/// account, then the role, then the session, and denies if one of them is not listed; it says "might", so a list with some of them is unsure.
/// </summary>
internal static class NotPrincipalMatcher
{
    public static PrincipalCover Match(PrincipalElement element, StatementEffect effect, RequestPrincipal requester, string partition)
    {
        bool itself = false, account = false, role = false, session = false;
        foreach (var entry in element.Entries)
        {
            switch (entry.Kind)
            {
                case PolicyPrincipalKind.Everyone:
                    return PrincipalCover.None;
                case PolicyPrincipalKind.Account:
                    account |= PrincipalMatcher.SameAccount(entry, requester, partition);
                    break;
                case PolicyPrincipalKind.RoleSession when requester.Kind == RequestPrincipalKind.Role:
                    // The role acts through its sessions only; of those, one at least is listed.
                    session |= requester.RoleName.SequenceEqual(entry.Name) && PrincipalMatcher.SameAccount(entry, requester, partition);
                    break;
                default:
                    var named = PrincipalMatcher.Match(entry, requester, partition) == PrincipalCover.Direct;
                    itself |= named;
                    role |= named && entry.Kind == PolicyPrincipalKind.Role;
                    session |= named && entry.Kind == PolicyPrincipalKind.RoleSession;
                    break;
            }
        }

        return requester.Kind switch
        {
            RequestPrincipalKind.Account => Applies(account, account),
            RequestPrincipalKind.Role or RequestPrincipalKind.RoleSession when effect == StatementEffect.Deny =>
                Applies(role && session && account, role || session),
            RequestPrincipalKind.User or RequestPrincipalKind.FederatedUser when effect == StatementEffect.Deny =>
                Applies(itself && account, itself),
            // An Allow lets in "all principals except the one named".
            _ => Applies(itself, itself || session || account),
        };
    }

    private static PrincipalCover Applies(bool exempt, bool perhapsExempt) =>
        exempt ? PrincipalCover.None : perhapsExempt ? PrincipalCover.Unsure : PrincipalCover.Direct;
}
