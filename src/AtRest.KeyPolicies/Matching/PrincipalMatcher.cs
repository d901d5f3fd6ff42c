namespace AtRest.KeyPolicies.Matching;

/// <summary>Whether a principal element covers the caller, and how.</summary>
internal static class PrincipalMatcher
{
    /// <param name="element">What the statement names.</param>
    /// <param name="effect">Only <c>NotPrincipal</c> reads it.</param>
    /// <param name="requester">The caller.</param>
    /// <param name="partition">The key's, to which bare account ids belong.</param>
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
                // A session's ARN lacks the role's path, and a role's name is unique in its account.
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

    /// <summary>Whether the named principal lives in the requester's account.</summary>
    public static bool SameAccount(PolicyPrincipal named, RequestPrincipal requester, string partition) =>
        requester.AccountId.SequenceEqual(named.AccountId)
        && (requester.Partition.IsEmpty ? partition : requester.Partition).SequenceEqual(named.Partition ?? partition);

    private static PrincipalCover SameText(PolicyPrincipal named, RequestPrincipal requester) =>
        requester.Text.SequenceEqual(named.Text) ? PrincipalCover.Direct : PrincipalCover.None;
}

/// <summary>How a principal element covers a requester; ordered by strength.</summary>
internal enum PrincipalCover : byte
{
    None,

    /// <summary>Perhaps: AWS does not say.</summary>
    Unsure,

    /// <summary>Through its whole account.</summary>
    Account,

    Direct,
}
