using AtRest.Storage;

namespace AtRest.Hosting.Notifications.Endpoints;

/// <summary>Reads and changes the blobs with the endpoints of organizations. Nothing is remembered: an endpoint that was made or revoked is so for every worker at once.</summary>
internal sealed class EndpointDocuments(IBlobStore blobs)
{
    /// <summary>The name of the blob with the endpoints of an organization.</summary>
    public static string BlobOf(string organizationId) => StoragePaths.IsOrganizationId(organizationId)
        ? $"notifications/endpoints/{organizationId}.json"
        : throw new ArgumentException("This is not the ID of an organization.", nameof(organizationId));

    public async Task<EndpointDocument> ReadAsync(string organizationId, CancellationToken cancellationToken) =>
        await blobs.ReadJsonAsync<EndpointDocument>(BlobOf(organizationId), cancellationToken) ?? new EndpointDocument();

    /// <summary>Changes the endpoints of an organization. The function may run several times, if others change them too.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="change">The changed document, or null to leave it; and what to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<T> ChangeAsync<T>(string organizationId, Func<EndpointDocument, (EndpointDocument? Next, T Result)> change, CancellationToken cancellationToken) =>
        (await blobs.ChangeJsonAsync(BlobOf(organizationId), new EndpointDocument(), change, cancellationToken)).Result;
}
