using System.Collections.Concurrent;
using System.Security.Cryptography;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>The access tokens that were issued. Without service accounts and providers in the scenario, all other tokens are accepted, too.</summary>
internal sealed class GoogleTokens(World world)
{
    private readonly ConcurrentDictionary<string, Issued> issued = new(StringComparer.Ordinal);

    /// <param name="account">Whose token it is.</param>
    /// <param name="scopes">Separated by spaces. Empty: all.</param>
    public string Issue(FakeServiceAccount account, string scopes) => Issue(account.Email, account.TokenLifetimeSeconds, scopes);

    public string Issue(string principal, int lifetimeSeconds, string scopes)
    {
        string token = "ya29.fake-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        issued[token] = new Issued(principal, world.Time.GetUtcNow().AddSeconds(lifetimeSeconds), scopes);
        return token;
    }

    /// <summary>The account that an assertion names; null if the scenario has only other accounts.</summary>
    public FakeServiceAccount? Find(string email) => world.Scenario.ServiceAccounts.Count == 0
        ? new FakeServiceAccount { Email = email }
        : world.Scenario.ServiceAccounts.FirstOrDefault(account => account.Email == email);

    /// <param name="request">The request.</param>
    /// <param name="errors">The errors of the API.</param>
    /// <param name="scope">The only scope that the API accepts. Null: any.</param>
    /// <exception cref="ServiceErrorException">The token is missing, unknown or expired, or it lacks the scope.</exception>
    public Caller Identify(IncomingRequest request, ErrorVocabulary errors, string? scope = null)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            throw new ServiceErrorException(errors.MissingAuthentication);
        }

        string token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
        if (issued.TryGetValue(token, out Issued? known))
        {
            return known.Expires <= world.Time.GetUtcNow() ? throw new ServiceErrorException(errors.ExpiredToken)
                : scope is not null && known.Scopes.Length > 0 && !known.Scopes.Split(' ').Contains(scope) ? throw new ServiceErrorException(errors.WrongScope)
                : CallerOf(known.Email);
        }

        return token.Length > 0 && world.Scenario is { ServiceAccounts.Count: 0, WorkloadIdentityProviders.Count: 0 } ? CallerOf("anybody") : throw new ServiceErrorException(errors.UnknownAccessKey);
    }

    private static Caller CallerOf(string email) => new() { AccountId = email, Arn = email, UserId = email, Region = "global" };

    private sealed record Issued(string Email, DateTimeOffset Expires, string Scopes);
}
