using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Names a request that the policy allows, so that a reader can try it with <c>atrest policy simulate</c>.</summary>
internal static class Examples
{
    private const int MaxKeys = 4;

    /// <summary>Keys whose values follow from the principal, the key or the time.</summary>
    private static readonly string[] Implied = ["aws:PrincipalArn", "aws:PrincipalAccount", "kms:CallerAccount", "aws:PrincipalIsAWSService", "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:PrincipalType", "aws:CurrentTime", "aws:EpochTime", "aws:RequestedRegion", "aws:SecureTransport", "aws:ResourceAccount", "aws:ResourceOrgID", "aws:username"];

    /// <summary><c>arn:aws:iam::999999999999:role/x with aws:SourceIp 52.0.0.0</c>.</summary>
    public static string Of(AccessRequest request)
    {
        var facts = request.Context.Where(fact => !Implied.Contains(fact.Key, StringComparer.OrdinalIgnoreCase))
            .OrderBy(fact => fact.Key, StringComparer.OrdinalIgnoreCase)
            .Select(fact => $"{fact.Key} {Listing.Of([.. fact.Value.Select(Quotes.Shorten)])}")
            .ToList();
        var who = request.Principal == "anonymous" ? "a caller without credentials" : request.Principal;
        return facts.Count == 0 ? who : $"{who} with {Listing.UpTo(MaxKeys, facts)}";
    }
}
