using System.Xml.Linq;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.WebIdentity;
using static AtRest.FakeClouds.Aws.Protocols.XmlText;

namespace AtRest.FakeClouds.Aws.Sts;

/// <summary>
/// Checks whether a role trusts a token (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html). The account has a provider for
/// each issuer that a role of it trusts, for the audiences of those roles.
/// </summary>
internal sealed class WebIdentityAssumption(AwsWorld world, IdentityTokens tokens)
{
    private static readonly XNamespace Namespace = StsService.Namespace;

    /// <exception cref="ServiceErrorException">The role does not trust the token.</exception>
    public (FakeRole Role, WebIdentityToken Token) Check(string roleArn, string text)
    {
        WebIdentityToken token = WebIdentityToken.Parse(text)
            ?? throw Invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        FakeAccount? account = world.Scenario.Accounts.FirstOrDefault(known => known.AccountId == roleArn.Split(':').ElementAtOrDefault(4));
        FakeWebIdentityTrust[] provider = [.. (account?.Roles ?? []).Select(role => role.WebIdentity).OfType<FakeWebIdentityTrust>().Where(trust => trust.Issuer == token.Issuer)];
        if (provider.Length == 0)
        {
            throw Invalid($"No OpenIDConnect provider found in your account for {token.Issuer}");
        }

        long now = world.Time.GetUtcNow().ToUnixTimeSeconds();
        if (token.Expires.ToUnixTimeSeconds() <= now)
        {
            throw new ServiceErrorException(new("ExpiredTokenException", $"Token expired: current date/time {now} must be before the expiration date/time{token.Expires.ToUnixTimeSeconds()}"));
        }

        if (!tokens.IsSigned(text))
        {
            throw Invalid("Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");
        }

        if (!provider.Any(trust => trust.Audience == token.Audience))
        {
            throw Invalid("Incorrect token audience");
        }

        FakeRole? role = account!.Roles.FirstOrDefault(known => known.Arn == roleArn);
        return role?.WebIdentity is { } own && own.Issuer == token.Issuer && own.Audience == token.Audience && (own.Subject ?? token.Subject) == token.Subject
            ? (role, token)
            : throw new ServiceErrorException(new("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403));
    }

    /// <summary>The additional elements of the response.</summary>
    public static IEnumerable<XElement> Details(WebIdentityToken token) =>
    [
        Element(Namespace + "SubjectFromWebIdentityToken", token.Subject),
        Element(Namespace + "Audience", token.Audience),
        Element(Namespace + "Provider", token.Issuer),
    ];

    private static ServiceErrorException Invalid(string message) => new(new("InvalidIdentityToken", message));
}
