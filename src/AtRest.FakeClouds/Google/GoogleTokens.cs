using System.Collections.Concurrent;
using System.Security.Cryptography;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>The access tokens that were issued. Without service accounts and providers in the scenario, all other tokens are accepted, too.</summary>
internal sealed class GoogleTokens(World world)
{
    private readonly ConcurrentDictionary<string, Issued> issued = new(StringComparer.Ordinal);

    public string Issue(FakeServiceAccount account) => Issue(account.Email, account.TokenLifetimeSeconds);

    public string Issue(string principal, int lifetimeSeconds)
    {
        string token = "ya29.fake-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        issued[token] = new Issued(principal, world.Time.GetUtcNow().AddSeconds(lifetimeSeconds));
        return token;
    }

    /// <summary>The account that an assertion names; null if the scenario has only other accounts.</summary>
    public FakeServiceAccount? Find(string email) => world.Scenario.ServiceAccounts.Count == 0
        ? new FakeServiceAccount { Email = email }
        : world.Scenario.ServiceAccounts.FirstOrDefault(account => account.Email == email);

    /// <exception cref="ServiceErrorException">The token is missing, unknown or expired.</exception>
    public Caller Identify(IncomingRequest request, ErrorVocabulary errors)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            throw new ServiceErrorException(errors.MissingAuthentication);
        }

        string token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
        if (issued.TryGetValue(token, out Issued? known))
        {
            return known.Expires > world.Time.GetUtcNow() ? CallerOf(known.Email) : throw new ServiceErrorException(errors.ExpiredToken);
        }

        return token.Length > 0 && world.Scenario is { ServiceAccounts.Count: 0, WorkloadIdentityProviders.Count: 0 } ? CallerOf("anybody") : throw new ServiceErrorException(errors.UnknownAccessKey);
    }

    private static Caller CallerOf(string email) => new() { AccountId = email, Arn = email, UserId = email, Region = "global" };

    private sealed record Issued(string Email, DateTimeOffset Expires);
}
