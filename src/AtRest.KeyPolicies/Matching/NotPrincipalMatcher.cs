namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// Matches <c>NotPrincipal</c> (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html). AWS "might" check the
/// account, the role and the session, and deny the request if one of them is not listed. The result for a list with only some of them is therefore
/// uncertain.
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
                    // A role acts only through its sessions, and at least one of them is listed.
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
            // An Allow applies to "all principals except the one named".
            _ => Applies(itself, itself || session || account),
        };
    }

    private static PrincipalCover Applies(bool exempt, bool perhapsExempt) =>
        exempt ? PrincipalCover.None : perhapsExempt ? PrincipalCover.Uncertain : PrincipalCover.Direct;
}
