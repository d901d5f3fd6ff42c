using System.Collections.Immutable;
using System.Security.Cryptography;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Notifications.Sending;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Notifications.Endpoints;

/// <summary>Makes, lists, tests and revokes the endpoints of an organization. Who may do that was decided before.</summary>
internal sealed partial class EndpointAdministration(
    EndpointDocuments documents, EndpointSecrets secrets, EndpointSettings settings, NotificationEndpoints endpoints, NotificationSender sender, OrganizationTrail trail, TimeProvider time,
    ILogger<EndpointAdministration> logger)
{
    private const int IdBytes = 6;

    /// <summary>How long a revoked endpoint stays in the list.</summary>
    private static readonly TimeSpan RevokedKept = TimeSpan.FromDays(30);

    /// <summary>How many revoked endpoints stay in the list.</summary>
    private const int MostRevoked = 100;

    /// <summary>The endpoints of an organization: valid ones first, the newest first.</summary>
    public async Task<ImmutableArray<StoredEndpoint>> ListAsync(string organizationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var document = await documents.ReadAsync(organizationId, cancellationToken);
        return [.. document.Endpoints.Where(endpoint => !(endpoint.RevokedAt <= now - RevokedKept)).OrderBy(endpoint => endpoint.State).ThenByDescending(endpoint => endpoint.MadeAt)];
    }

    /// <summary>An endpoint that is not revoked; null if there is none.</summary>
    public async Task<StoredEndpoint?> FindAsync(string organizationId, string id, CancellationToken cancellationToken) =>
        KeyText.IsId(id) ? (await documents.ReadAsync(organizationId, cancellationToken)).Endpoints.FirstOrDefault(endpoint => endpoint.Id == id && endpoint.RevokedAt is null) : null;

    /// <summary>Makes an endpoint.</summary>
    public async Task<MadeEndpoint> MakeAsync(string organizationId, EndpointOrder order, KeyActor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = order.Format.IsSigned() ? NotificationSecret.Create() : null;
        var endpoint = new StoredEndpoint
        {
            Id = id,
            Name = order.Name,
            Host = order.Url.IdnHost,
            Format = order.Format,
            Events = order.Events,
            Target = order.Target,
            Encrypted = secrets.Encrypt(organizationId, id, new EndpointSecret { Url = order.Url, Secret = secret, Token = order.Token, TokenHeader = order.TokenHeader }),
            MadeBy = actor.Caller,
            MadeAt = now,
            Request = order.Request is null ? null : DerivedId.Of("endpoint", organizationId, order.Request),
        };
        var made = await documents.ChangeAsync(organizationId, document =>
            endpoint.Request is not null && document.Endpoints.FirstOrDefault(known => known.Request == endpoint.Request) is { } repeated ? (null, new MadeEndpoint(repeated, IsNew: false, null))
            : document.Endpoints.Count(known => known.RevokedAt is null) >= settings.MostPerOrganization ? ((EndpointDocument?)null, new MadeEndpoint(null, IsNew: false, null))
            : (document with { Endpoints = [.. document.Endpoints.Except(OldOf(document, now)), endpoint] }, new MadeEndpoint(endpoint, IsNew: true, secret)), cancellationToken);
        if (made.IsNew)
        {
            LogMade(id, order.Name, NotificationFormats.WordOf(order.Format), endpoint.Host, organizationId, actor.Caller, actor.Address);
            Record(organizationId, TrailEvent.EndpointMade, endpoint, actor);
        }

        return made;
    }

    /// <summary>Revokes an endpoint, and forgets its URL and secret; false if the organization has none with this ID. An endpoint that was revoked before stays so.</summary>
    public async Task<bool> RevokeAsync(string organizationId, string id, KeyActor actor, CancellationToken cancellationToken)
    {
        if (!KeyText.IsId(id))
        {
            return false;
        }

        var now = time.GetUtcNow();
        var (found, revoked) = await documents.ChangeAsync(organizationId, document => document.Endpoints.FirstOrDefault(endpoint => endpoint.Id == id) switch
        {
            null => ((EndpointDocument?)null, (false, (StoredEndpoint?)null)),
            { RevokedAt: not null } => (null, (true, null)),
            var endpoint => (document with { Endpoints = document.Endpoints.Replace(endpoint, endpoint with { RevokedAt = now, RevokedBy = actor.Caller, Encrypted = null }) }, (true, endpoint)),
        }, cancellationToken);
        if (revoked is not null)
        {
            LogRevoked(revoked.Id, revoked.Name, organizationId, actor.Caller, actor.Address);
            Record(organizationId, TrailEvent.EndpointRevoked, revoked, actor);
        }

        return found;
    }

    /// <summary>Sends a test message once; null if the organization has no valid endpoint with this ID.</summary>
    public async Task<SendResult?> TestAsync(string organizationId, string id, KeyActor actor, CancellationToken cancellationToken)
    {
        if (await FindAsync(organizationId, id, cancellationToken) is not { } stored)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var result = secrets.Open(organizationId, stored) is not { } endpoint
            ? SendResult.Failed(NotificationEndpoints.Unreadable)
            : await sender.SendAsync(endpoint, new NotificationMessage
            {
                Organization = organizationId,
                Endpoint = id,
                Format = stored.Format,
                Notification = $"test_{Guid.CreateVersion7(now):N}",
                Attempt = 1,
                FirstAt = now,
                Body = TestWriter.Write(stored, organizationId, now),
            }, cancellationToken);
        LogTested(stored.Id, stored.Name, organizationId, actor.Caller, actor.Address, result.Cause ?? "It was delivered.");
        Record(organizationId, TrailEvent.EndpointTested, stored, actor);
        await endpoints.NoteAsync(organizationId, id, result.Cause, cancellationToken);
        return result;
    }

    private static ImmutableArray<StoredEndpoint> OldOf(EndpointDocument document, DateTimeOffset now)
    {
        var revoked = document.Endpoints.Where(endpoint => endpoint.RevokedAt is not null).OrderByDescending(endpoint => endpoint.RevokedAt).ToList();
        return [.. revoked.Where((endpoint, index) => index >= MostRevoked || endpoint.RevokedAt <= now - RevokedKept)];
    }

    private void Record(string organizationId, TrailEvent what, StoredEndpoint endpoint, KeyActor actor) => trail.Add(organizationId, new TrailEntry
    {
        At = time.GetUtcNow(),
        Event = what,
        Caller = actor.Caller,
        Address = actor.Address,
        Endpoint = endpoint.Id,
        Detail = $"{NotificationFormats.WordOf(endpoint.Format)}: {endpoint.Name}",
    });

    [LoggerMessage(4009, LogLevel.Information, "The notification endpoint {Endpoint} '{Name}' in format {Format} at {Host} of organization {OrganizationId} was made by {Caller} from {Address}")]
    private partial void LogMade(string endpoint, string name, string format, string host, string organizationId, string caller, string address);

    [LoggerMessage(4010, LogLevel.Information, "The notification endpoint {Endpoint} '{Name}' of organization {OrganizationId} was revoked by {Caller} from {Address}")]
    private partial void LogRevoked(string endpoint, string name, string organizationId, string caller, string address);

    [LoggerMessage(4011, LogLevel.Information, "The notification endpoint {Endpoint} '{Name}' of organization {OrganizationId} was tested by {Caller} from {Address}. {Result}")]
    private partial void LogTested(string endpoint, string name, string organizationId, string caller, string address, string result);
}

/// <summary>The result of an order.</summary>
/// <param name="Endpoint">The endpoint; if it is not new, the one that the same request made before; null if the organization has too many.</param>
/// <param name="IsNew">Whether this order made it.</param>
/// <param name="Secret">The secret that signs notifications, which is shown once; null if the format has no signature.</param>
internal sealed record MadeEndpoint(StoredEndpoint? Endpoint, bool IsNew, string? Secret);
