using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Parsing;

namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// Matches one grant, which allows its grantee to call its operations under its constraints
/// (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html).
/// </summary>
internal sealed class GrantMatcher
{
    private const string Prefix = "kms:";
    private const string Retire = "RetireGrant";

    private readonly string partition;
    private readonly ImmutableArray<PolicyPrincipal> grantees;
    private readonly ImmutableArray<PolicyPrincipal> retiring;
    private readonly ImmutableArray<string> operations;
    private readonly GrantConstraintMatcher constraints;

    public GrantMatcher(KeyGrant grant, string partition)
    {
        Grant = grant;
        this.partition = partition;
        grantees = Principals(grant.GranteePrincipal, grant.GranteeServicePrincipal);
        retiring = Principals(grant.RetiringPrincipal, grant.RetiringServicePrincipal);
        operations = grant.Operations.IsDefault ? [] : grant.Operations;
        constraints = new(grant);
    }

    public KeyGrant Grant { get; }

    public GrantVerdict Match(AccessRequest request, RequestPrincipal requester)
    {
        if (!request.Action.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return new(Ternary.No, GrantElement.Operation);
        }

        var operation = request.Action.AsSpan(Prefix.Length);
        var isRetirement = operation.Equals(Retire, StringComparison.OrdinalIgnoreCase);
        if (isRetirement && Cover(retiring, requester) is var retires and not PrincipalCover.None)
        {
            return new(Ternary.Yes, GrantElement.Retirement, retires);
        }

        var cover = Cover(grantees, requester);
        if (cover == PrincipalCover.None)
        {
            return new(Ternary.No, GrantElement.Grantee);
        }

        if (!Lists(operation))
        {
            return new(Ternary.No, GrantElement.Operation);
        }

        return constraints.Match(operation, request) switch
        {
            Ternary.Yes => new(Ternary.Yes, GrantElement.None, cover),
            var other => new(other, GrantElement.Constraint, cover),
        };
    }

    internal static ImmutableArray<PolicyPrincipal> Principals(string? principal, string? service)
    {
        var named = ImmutableArray.CreateBuilder<PolicyPrincipal>(2);
        if (!string.IsNullOrEmpty(principal))
        {
            var isService = !principal.StartsWith("arn:", StringComparison.Ordinal) && principal.Contains('.');
            named.Add(PrincipalText.Parse(isService ? "Service" : "AWS", principal));
        }

        if (!string.IsNullOrEmpty(service))
        {
            named.Add(PrincipalText.Parse("Service", service));
        }

        return named.ToImmutable();
    }

    private PrincipalCover Cover(ImmutableArray<PolicyPrincipal> named, RequestPrincipal requester)
    {
        var best = PrincipalCover.None;
        foreach (var principal in named)
        {
            // A star is not a wildcard here: grants are for existing principals, not for everyone.
            var cover = principal.Kind == PolicyPrincipalKind.Everyone
                ? PrincipalCover.None
                : PrincipalMatcher.Match(principal, requester, partition);
            best = (PrincipalCover)Math.Max((byte)cover, (byte)best);
        }

        return best;
    }

    private bool Lists(ReadOnlySpan<char> operation)
    {
        foreach (var listed in operations)
        {
            if (operation.Equals(listed, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The result for a grant, with the element that decided it.</summary>
internal readonly record struct GrantVerdict(Ternary Matches, GrantElement By, PrincipalCover Cover = PrincipalCover.None);

/// <summary>The elements of a grant that can decide the result.</summary>
internal enum GrantElement : byte
{
    None,
    Grantee,
    Operation,
    Constraint,

    /// <summary>The retiring principal can retire the grant, regardless of its operations.</summary>
    Retirement,
}
