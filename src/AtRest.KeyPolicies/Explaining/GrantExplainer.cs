using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Explains in one sentence why a grant allows a request or does not allow it.</summary>
internal static class GrantExplainer
{
    public static GrantMatch Explain(int index, KeyGrant grant, GrantVerdict verdict, AccessRequest request) => new()
    {
        Index = index,
        GrantId = grant.GrantId,
        Matches = verdict.Matches,
        Because = verdict.By switch
        {
            GrantElement.Grantee => $"The grant is for {grant.GranteePrincipal ?? grant.GranteeServicePrincipal}, not for {request.Principal}.",
            GrantElement.Operation => $"The operations of the grant do not include {request.Action} ({Quote.List(grant.Operations)}).",
            GrantElement.Retirement => $"{request.Principal} is the retiring principal of the grant.",
            GrantElement.Constraint when verdict.Matches == Ternary.Unknown => $"The {Constraint(grant)} constraint of the grant depends on something unknown.",
            GrantElement.Constraint => $"The request does not meet the {Constraint(grant)} constraint of the grant.",
            _ => $"The grant allows {grant.GranteePrincipal ?? grant.GranteeServicePrincipal} to call {request.Action}.",
        },
    };

    private static string Constraint(KeyGrant grant)
    {
        var names = new List<string>(3);
        if (grant.EncryptionContextEquals is not null)
        {
            names.Add("EncryptionContextEquals");
        }

        if (grant.EncryptionContextSubset is not null)
        {
            names.Add("EncryptionContextSubset");
        }

        if (grant.SourceArn is not null)
        {
            names.Add("SourceArn");
        }

        return string.Join(" and ", names);
    }
}
