using System.Text.RegularExpressions;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Google;

/// <summary>Google Cloud: Cloud KMS, and the services that issue its tokens.</summary>
internal sealed partial class GoogleCloud : ICloud
{
    public IReadOnlyList<string> ServiceNames => ["cloudkms", "kmsinventory", "oauth2", "googlests", "iamcredentials"];

    public IEnumerable<IFakeService> Services(ServiceContext context)
    {
        GoogleTokens tokens = new(context.World);
        return
        [
            // Before KMS, which takes all of Google's projects.
            new IamCredentialsService(context.World, context.Access, tokens),
            new KmsInventoryService(context.World, context.Access, tokens),
            new GoogleKmsService(context.World, context.Access, tokens),
            new GoogleTokenService(context.World, context.Access, tokens),
            new GoogleStsService(context.World, context.Access, tokens, context.Identities),
        ];
    }

    public IEnumerable<string> Check(Scenario scenario) =>
    [
        .. ScenarioCheck.Malformed("kmsDisabledProjects", scenario.KmsDisabledProjects, Project(), "a project's ID"),
        .. ScenarioCheck.Malformed("kmsInventoryDisabledProjects", scenario.KmsInventoryDisabledProjects, Project(), "a project's ID"),
        .. ScenarioCheck.Malformed("retiredCryptoKeys[].name", scenario.RetiredCryptoKeys.Select(key => key.Name), CryptoKey(), "projects/P/locations/L/keyRings/R/cryptoKeys/K"),
        .. ScenarioCheck.Malformed("cryptoKeys[].destroyScheduledDuration", scenario.CryptoKeys.Select(key => key.DestroyScheduledDuration), Duration(), "seconds with the suffix s, such as 2592000s, or empty"),
        .. ScenarioCheck.Malformed("cryptoKeys[].name", scenario.CryptoKeys.Select(key => key.Name), CryptoKey(), "projects/P/locations/L/keyRings/R/cryptoKeys/K"),
        .. ScenarioCheck.Repeated("cryptoKeys[].name", scenario.CryptoKeys.Select(key => key.Name)),
        .. ScenarioCheck.Malformed("keyRings[].name", scenario.KeyRings.Select(ring => ring.Name), KeyRing(), "projects/P/locations/L/keyRings/R"),
        .. ScenarioCheck.Repeated("keyRings[].name", scenario.KeyRings.Select(ring => ring.Name)),
        .. ScenarioCheck.Malformed("workloadIdentityProviders[].name", scenario.WorkloadIdentityProviders.Select(provider => provider.Name), Provider(), "//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/ID"),
        .. ScenarioCheck.Repeated("workloadIdentityProviders[].name", scenario.WorkloadIdentityProviders.Select(provider => provider.Name)),
        .. ScenarioCheck.Malformed("cryptoKeys[].rotationPeriod", scenario.CryptoKeys.Select(key => key.RotationPeriod), Duration(), "seconds with the suffix s, such as 31536000s, or empty"),
        .. ScenarioCheck.Allowed("serviceAccounts[].tokenLifetimeSeconds", scenario.ServiceAccounts.All(account => account.TokenLifetimeSeconds > 0), "1 or more"),
        .. ScenarioCheck.Allowed("workloadIdentityProviders[].tokenLifetimeSeconds", scenario.WorkloadIdentityProviders.All(provider => provider.TokenLifetimeSeconds > 0), "1 or more"),
    ];

    [GeneratedRegex("^[a-z0-9.:-]+$")]
    private static partial Regex Project();

    [GeneratedRegex("^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}$")]
    private static partial Regex CryptoKey();

    [GeneratedRegex("^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]{1,63}$")]
    private static partial Regex KeyRing();

    [GeneratedRegex("^//iam\\.googleapis\\.com/projects/[0-9]+/locations/global/workloadIdentityPools/[a-z0-9-]+/providers/[a-z0-9-]+$")]
    private static partial Regex Provider();

    [GeneratedRegex("^(?:[0-9]+(?:\\.[0-9]+)?s)?$")]
    private static partial Regex Duration();
}
