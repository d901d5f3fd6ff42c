namespace AtRest.Collectors.Google;

/// <summary>
/// Signs in to Google Cloud with a token of the process's own identity instead of a key
/// (https://docs.cloud.google.com/iam/docs/workload-identity-federation); settings <c>AtRest:Google:WebIdentity:…</c>.
/// </summary>
/// <param name="Provider"><c>//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/ID</c>.</param>
/// <param name="Audience">The registered application that the token is for: <c>api://APP_ID</c>.</param>
public sealed record GoogleWebIdentity(string Provider, string Audience)
{
    /// <summary>The service account to act as; null: the identity itself has the role.</summary>
    public string? ServiceAccount { get; init; }
}
