using System.Collections.Immutable;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Notifications.Endpoints;

/// <summary>All endpoints of organizations: those of the settings, and those that people made.</summary>
internal sealed class NotificationEndpoints(NotificationSettings settings, EndpointDocuments documents, EndpointSecrets secrets, DamagedBlobs damaged, TimeProvider time)
{
    /// <summary>What the endpoints of an organization get. If the endpoints that people made are damaged, those of the settings still get theirs.</summary>
    /// <exception cref="StorageException">The storage cannot be reached.</exception>
    public async Task<ImmutableArray<NotificationSubscription>> SubscriptionsAsync(string organizationId, CancellationToken cancellationToken) =>
    [
        .. settings.Endpoints.Where(endpoint => endpoint.OrganizationId == organizationId),
        .. (await MadeAsync(organizationId, cancellationToken)).Where(endpoint => endpoint.RevokedAt is null).Select(endpoint => endpoint.SubscriptionOf(organizationId)),
    ];

    /// <summary>The endpoint of a message, or why there is none.</summary>
    /// <exception cref="StorageException">The storage cannot be reached, or the endpoints are damaged.</exception>
    public async Task<(NotificationEndpoint? Endpoint, string? Missing)> FindAsync(NotificationMessage message, CancellationToken cancellationToken)
    {
        if (message.Endpoint is not { } id)
        {
            return settings.Find(message.Organization, message.Format) is { } ofSettings ? (ofSettings, null) : (null, "The organization's notifications were removed from the settings.");
        }

        return (await documents.ReadAsync(message.Organization, cancellationToken)).Endpoints.FirstOrDefault(endpoint => endpoint.Id == id) is not { RevokedAt: null } made
            ? (null, "The endpoint was revoked.")
            : secrets.Open(message.Organization, made) is { } endpoint ? (endpoint, null) : (null, Unreadable);
    }

    /// <summary>Why nothing can be sent to an endpoint that is not revoked.</summary>
    public const string Unreadable = "The URL and the secret of the endpoint cannot be decrypted, because the key of Data Protection is no longer in the storage. Revoke the endpoint and make another one.";

    /// <summary>Notes the result of an attempt, for people. If that fails, the delivery goes on.</summary>
    public async Task NoteAsync(string organizationId, string? id, string? failure, CancellationToken cancellationToken)
    {
        if (id is null)
        {
            return;
        }

        try
        {
            await documents.ChangeAsync(organizationId, document => document.Endpoints.FirstOrDefault(endpoint => endpoint.Id == id) is { RevokedAt: null } endpoint
                ? (document with { Endpoints = document.Endpoints.Replace(endpoint, endpoint with { LastAttemptAt = time.GetUtcNow(), LastFailure = failure }) }, true)
                : ((EndpointDocument?)null, false), cancellationToken);
        }
        catch (StorageException)
        {
            // The next attempt notes its own result.
        }
    }

    private async Task<ImmutableArray<StoredEndpoint>> MadeAsync(string organizationId, CancellationToken cancellationToken)
    {
        try
        {
            return (await documents.ReadAsync(organizationId, cancellationToken)).Endpoints;
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            damaged.Note(EndpointDocuments.BlobOf(organizationId), exception, readAgain: null);
            return [];
        }
    }
}
