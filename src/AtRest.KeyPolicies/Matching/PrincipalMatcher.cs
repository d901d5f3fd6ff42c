namespace AtRest.KeyPolicies.Matching;

/// <summary>Decides whether a principal element covers the requester, and how.</summary>
internal static class PrincipalMatcher
{
    /// <summary>How the element covers the requester.</summary>
    /// <param name="element">The principal element of the statement.</param>
    /// <param name="effect">The effect of the statement, which matters only for <c>NotPrincipal</c>.</param>
    /// <param name="requester">The caller.</param>
    /// <param name="partition">The partition of the key, to which account IDs without an ARN belong.</param>
    public static PrincipalCover Match(PrincipalElement element, StatementEffect effect, RequestPrincipal requester, string partition)
    {
        if (element.IsNegated)
        {
            return NotPrincipalMatcher.Match(element, effect, requester, partition);
        }

        var best = PrincipalCover.None;
        foreach (var entry in element.Entries)
        {
            var cover = Match(entry, requester, partition);
            if (cover == PrincipalCover.Direct)
            {
                return cover;
            }

            best = (PrincipalCover)Math.Max((byte)cover, (byte)best);
        }

        return best;
    }

    public static PrincipalCover Match(PolicyPrincipal named, RequestPrincipal requester, string partition)
    {
        switch (named.Kind)
        {
            case PolicyPrincipalKind.Everyone:
                return PrincipalCover.Direct;
            case PolicyPrincipalKind.Account when SameAccount(named, requester, partition):
                return requester.Kind == RequestPrincipalKind.Account ? PrincipalCover.Direct : PrincipalCover.Account;
            case PolicyPrincipalKind.Role when requester.Kind == RequestPrincipalKind.RoleSession:
                // The ARN of a session does not have the path of the role, but the name of a role is unique in its account.
                return requester.RoleName.SequenceEqual(named.Name) && SameAccount(named, requester, partition)
                    ? PrincipalCover.Direct
                    : PrincipalCover.None;
            case PolicyPrincipalKind.Role or PolicyPrincipalKind.User or PolicyPrincipalKind.RoleSession or PolicyPrincipalKind.FederatedUser:
                return SameText(named, requester);
            case PolicyPrincipalKind.Service when requester.Kind == RequestPrincipalKind.Service:
                return SameText(named, requester);
            case PolicyPrincipalKind.Federated when requester.Kind == RequestPrincipalKind.Other:
                return SameText(named, requester);
            default:
                return PrincipalCover.None;
        }
    }

    /// <summary>Whether the named principal is in the account of the requester.</summary>
    public static bool SameAccount(PolicyPrincipal named, RequestPrincipal requester, string partition) =>
        requester.AccountId.SequenceEqual(named.AccountId)
        && (requester.Partition.IsEmpty ? partition : requester.Partition).SequenceEqual(named.Partition ?? partition);

    private static PrincipalCover SameText(PolicyPrincipal named, RequestPrincipal requester) =>
        requester.Text.SequenceEqual(named.Text) ? PrincipalCover.Direct : PrincipalCover.None;
}

/// <summary>How a principal element covers a requester, ordered by strength.</summary>
internal enum PrincipalCover : byte
{
    None,

    /// <summary>Uncertain, since AWS does not document the behavior.</summary>
    Uncertain,

    /// <summary>The element names the whole account of the requester.</summary>
    Account,

    Direct,
}
