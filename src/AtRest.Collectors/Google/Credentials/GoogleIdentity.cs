using Google.Apis.Auth.OAuth2;

namespace AtRest.Collectors.Google.Credentials;

/// <summary>The identity of Google credentials, if they reveal it.</summary>
/// <param name="Name">A service account, a workload identity or an application; null if it is not known.</param>
/// <param name="Source">Where the credentials come from.</param>
internal sealed record GoogleIdentity(string? Name, string Source)
{
    private const string Default = "Application Default Credentials";

    /// <summary>There are no credentials.</summary>
    public static GoogleIdentity None { get; } = new(null, Default);

    public static GoogleIdentity Of(GoogleWebIdentity identity) => new(identity.ServiceAccount ?? identity.Provider, "workload identity federation with AtRest's own identity");

    /// <param name="credential">The credentials.</param>
    /// <param name="limit">The time limit for the metadata server, which alone knows the service account that is attached to a machine.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public static async Task<GoogleIdentity> OfAsync(GoogleCredential credential, TimeSpan limit, CancellationToken cancellationToken) => credential.UnderlyingCredential switch
    {
        ServiceAccountCredential account => new(account.Id, $"{Default}: a service account's key"),
        ComputeCredential compute => new(await AttachedAsync(compute, limit, cancellationToken), $"{Default}: the service account that is attached"),
        ExternalAccountCredential external => new(ImpersonatedBy(external.ServiceAccountImpersonationUrl) ?? external.Audience, $"{Default}: workload identity federation"),
        ImpersonatedCredential impersonated => new(ImpersonatedBy(impersonated.TokenServerUrl), $"{Default}: an impersonated service account"),
        UserCredential => new(null, $"{Default}: a user who ran 'gcloud auth application-default login'"),
        var other => new(null, $"{Default}: {other.GetType().Name}"),
    };

    /// <summary>Null if the metadata server does not return it. The report then shows only where the credentials come from.</summary>
    private static async Task<string?> AttachedAsync(ComputeCredential compute, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await compute.GetDefaultServiceAccountEmailAsync(cancellationToken).WaitAsync(limit, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The service account in <c>…/serviceAccounts/EMAIL:generateAccessToken</c>.</summary>
    private static string? ImpersonatedBy(string? url) =>
        url?.Split("/serviceAccounts/") is [_, var rest] && rest.Split(':') is [{ Length: > 0 } email, ..] ? Uri.UnescapeDataString(email) : null;
}
