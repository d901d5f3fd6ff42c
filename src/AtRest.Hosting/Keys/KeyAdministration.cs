using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Trail;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Keys;

/// <summary>Makes, lists and revokes keys. Who may do that was decided before.</summary>
internal sealed partial class KeyAdministration(KeyDocuments documents, IBlobStore blobs, KeySettings settings, OrganizationTrail trail, TimeProvider time, ILogger<KeyAdministration> logger)
{
    /// <summary>The longest name of a key, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>How long a key that has ended stays in the list.</summary>
    private static readonly TimeSpan EndedKept = TimeSpan.FromDays(30);

    /// <summary>How many keys that have ended stay in the list.</summary>
    private const int MostEnded = 100;

    /// <summary>The keys of an owner, the newest first.</summary>
    public async Task<ImmutableArray<IssuedKey>> ListAsync(KeyOwner owner, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var document = await documents.ReadAsync(owner, cancellationToken);
        return [.. document.Keys.Where(key => key.OverAt > now - EndedKept).OrderBy(key => key.StateAt(now)).ThenByDescending(key => key.MadeAt)];
    }

    /// <summary>One key of an owner; null if there is none.</summary>
    public async Task<IssuedKey?> FindAsync(KeyOwner owner, string id, CancellationToken cancellationToken) =>
        KeyText.IsId(id) ? (await documents.ReadAsync(owner, cancellationToken)).Keys.FirstOrDefault(key => key.Id == id) : null;

    /// <summary>The last day that a key made now can have.</summary>
    public DateOnly LastDay => Today.AddDays(settings.LongestDays);

    /// <summary>Today, UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Makes a key.</summary>
    public async Task<MadeKey> MakeAsync(KeyOwner owner, KeyOrder order, KeyActor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var text = KeyText.Create(order.Kind);
        var hash = ApiKey.HashOf(text);
        var key = new IssuedKey
        {
            Id = KeyText.IdOf(hash),
            Kind = order.Kind,
            Name = order.Name,
            Hash = hash,
            Right = order.Right,
            MadeBy = actor.Caller,
            MadeAt = now,
            EndsAt = new DateTimeOffset(order.LastDay.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero),
            Request = order.Request is null ? null : DerivedId.Of("key", owner.OrganizationId ?? "", order.Request),
        };

        // The owner first: without the key itself, it means nothing.
        if (!await blobs.WriteJsonAsync(IssuedKeys.OwnerBlob(key.Id), owner, WriteCondition.CreateOnly, cancellationToken))
        {
            throw new InvalidOperationException("Two keys have the same ID.");
        }

        ImmutableArray<IssuedKey> old = [];
        var made = await documents.ChangeAsync(owner, document =>
        {
            old = OldOf(document, now);
            return key.Request is not null && document.Keys.FirstOrDefault(known => known.Request == key.Request) is { } repeated ? (null, new MadeKey(repeated, null))
                : document.Keys.Count(known => known.StateAt(now) == KeyState.Valid) >= settings.MostPerOrganization ? (null, new MadeKey(null, null))
                : (document with { Keys = [.. document.Keys.Except(old), key] }, new MadeKey(key, text));
        }, cancellationToken);
        if (made.Text is null)
        {
            await blobs.DeleteAsync(IssuedKeys.OwnerBlob(key.Id), etag: null, cancellationToken);
            return made;
        }

        LogMade(WireWord.Of(key.Kind), key.Id, key.Name, WireWord.Of(key.Right), owner.OrganizationId ?? "of operators", key.EndsAt, actor.Caller, actor.Address);
        Record(owner, TrailEvent.KeyMade, key, actor);
        foreach (var ended in old)
        {
            await blobs.DeleteAsync(IssuedKeys.OwnerBlob(ended.Id), etag: null, cancellationToken);
        }

        return made;
    }

    /// <summary>Revokes a key; false if the owner has none with this ID. A key that was revoked before stays so.</summary>
    public async Task<bool> RevokeAsync(KeyOwner owner, string id, KeyActor actor, CancellationToken cancellationToken)
    {
        if (!KeyText.IsId(id))
        {
            return false;
        }

        var now = time.GetUtcNow();
        var (found, revoked) = await documents.ChangeAsync(owner, document => document.Keys.FirstOrDefault(key => key.Id == id) switch
        {
            null => ((KeyDocument?)null, (false, (IssuedKey?)null)),
            { RevokedAt: not null } => (null, (true, null)),
            var key => (document with { Keys = document.Keys.Replace(key, key with { RevokedAt = now, RevokedBy = actor.Caller }) }, (true, key)),
        }, cancellationToken);
        if (revoked is not null)
        {
            LogRevoked(WireWord.Of(revoked.Kind), revoked.Id, revoked.Name, owner.OrganizationId ?? "of operators", actor.Caller, actor.Address);
            Record(owner, TrailEvent.KeyRevoked, revoked, actor);
        }

        return found;
    }

    private static ImmutableArray<IssuedKey> OldOf(KeyDocument document, DateTimeOffset now)
    {
        var ended = document.Keys.Where(key => key.OverAt <= now).OrderByDescending(key => key.OverAt).ToList();
        return [.. ended.Where((key, index) => index >= MostEnded || key.OverAt <= now - EndedKept)];
    }

    private void Record(KeyOwner owner, TrailEvent what, IssuedKey key, KeyActor actor)
    {
        if (owner.OrganizationId is { } organization)
        {
            trail.Add(organization, new TrailEntry { At = time.GetUtcNow(), Event = what, Caller = actor.Caller, Address = actor.Address, Key = key.Id, Detail = $"{WireWord.Of(key.Kind)}: {key.Name}" });
        }
    }

    [LoggerMessage(4007, LogLevel.Information, "The {Kind} key {Key} '{Name}' with the right {Right} of organization {OrganizationId} until {End:O} was made by {Caller} from {Address}")]
    private partial void LogMade(string kind, string key, string name, string right, string organizationId, DateTimeOffset end, string caller, string address);

    [LoggerMessage(4008, LogLevel.Information, "The {Kind} key {Key} '{Name}' of organization {OrganizationId} was revoked by {Caller} from {Address}")]
    private partial void LogRevoked(string kind, string key, string name, string organizationId, string caller, string address);
}

/// <summary>A key to make.</summary>
internal sealed record KeyOrder
{
    public KeyKind Kind { get; init; } = KeyKind.Api;

    /// <summary>1 to <see cref="KeyAdministration.LongestName"/> characters.</summary>
    public required string Name { get; init; }

    public KeyRight Right { get; init; } = KeyRight.Member;

    /// <summary>The last day on which the key works, UTC: from today to <see cref="KeyAdministration.LastDay"/>.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>A text of the caller for this request only. The same text makes no second key.</summary>
    public string? Request { get; init; }
}

/// <summary>The result of an order.</summary>
/// <param name="Key">The key; without a <paramref name="Text"/>, the one that the same request made before; null if the owner has too many.</param>
/// <param name="Text">The key itself, which is shown once.</param>
internal sealed record MadeKey(IssuedKey? Key, string? Text);

/// <summary>Who makes or revokes a key.</summary>
/// <param name="Caller">As in the log.</param>
/// <param name="Address">The address of the client.</param>
internal sealed record KeyActor(string Caller, string Address);
