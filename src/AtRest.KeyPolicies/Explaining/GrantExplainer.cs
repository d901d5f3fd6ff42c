using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Explaining;

/// <summary>Says in a sentence why a grant allows a request or does not.</summary>
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
            GrantElement.Operation => $"The grant does not list {request.Action} ({Quote.List(grant.Operations)}).",
            GrantElement.Retirement => $"{request.Principal} is the grant's retiring principal.",
            GrantElement.Constraint when verdict.Matches == Ternary.Unknown => $"The grant's {Constraint(grant)} constraint depends on something unknown.",
            GrantElement.Constraint => $"The request does not meet the grant's {Constraint(grant)} constraint.",
            _ => $"The grant gives {request.Action} to {grant.GranteePrincipal ?? grant.GranteeServicePrincipal}.",
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
