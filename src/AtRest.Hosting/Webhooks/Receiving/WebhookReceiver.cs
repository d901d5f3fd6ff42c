using System.Collections.Immutable;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Telemetry;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>Decides what to do with an event, and does it before the response.</summary>
internal sealed class WebhookReceiver(
    IInventorySource inventory, KeyChangeWindows windows, EventMarks marks, RecentEvents recent, EventTrail trail, AtRestMeters meters)
{
    /// <summary>The same text for every reason, so that the webhook does not reveal what the inventory contains.</summary>
    private const string Foreign = "No cluster of the inventory uses this key.";

    /// <param name="body">The body of the request.</param>
    /// <param name="sender">Who sent it: events of an organization's own key concern only this organization.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InventoryException">The inventory cannot be read, so it is not known whether the event matters.</exception>
    /// <exception cref="Storage.StorageException">The event could not be queued.</exception>
    public async Task<WebhookAnswer> ReceiveAsync(ReadOnlyMemory<byte> body, WebhookSender sender, string address, CancellationToken cancellationToken)
    {
        var reading = KeyEventReader.Read(body);
        var (answer, result) = reading.Event is { } keyEvent
            ? await ReceiveAsync(keyEvent, sender.OrganizationId, cancellationToken)
            : (new WebhookAnswer { Id = reading.Id, Result = WebhookAnswer.Ignored, Reason = reading.Reason }, reading.IsMalformed ? WebhookResult.Malformed : WebhookResult.Ignored);
        meters.WebhookEvent(result);
        trail.Record(sender, address, new KeyEventSummary(reading.Event?.Change.Name, reading.IsMalformed, answer));
        return answer;
    }

    private async Task<(WebhookAnswer Answer, WebhookResult Result)> ReceiveAsync(KeyEvent keyEvent, string? organizationId, CancellationToken cancellationToken)
    {
        var key = EventKey.Of(keyEvent, organizationId);
        if (recent.Contains(key))
        {
            return Repeated(keyEvent);
        }

        var document = await inventory.ReadAsync(cancellationToken);
        var affected = keyEvent.Scopes.Select(scope => new KeyChangeTarget(scope, organizationId))
            .Select(target => (Target: target, Clusters: AffectedClusters.Of(document, target))).Where(entry => !entry.Clusters.IsEmpty).ToImmutableArray();
        if (affected.IsEmpty)
        {
            return (Answer(keyEvent, WebhookAnswer.Ignored, Foreign), WebhookResult.Ignored);
        }

        // If a message is waiting anyway, it does not matter whether the event was received before; its mark will tell.
        if (!windows.AreOpen(affected.Select(entry => entry.Target)) && await marks.ExistsAsync(key, cancellationToken))
        {
            recent.Add(key);
            return Repeated(keyEvent);
        }

        var joined = true;
        foreach (var (target, _) in affected)
        {
            joined &= await windows.CoverAsync(target, keyEvent.Change, cancellationToken);
        }

        var isNew = await marks.WriteAsync(key, keyEvent, cancellationToken);
        recent.Add(key);
        return isNew ? Accepted(keyEvent, affected, joined) : Repeated(keyEvent);
    }

    private static (WebhookAnswer, WebhookResult) Accepted(KeyEvent keyEvent, ImmutableArray<(KeyChangeTarget Target, ImmutableArray<AffectedClusters> Clusters)> affected, bool joined)
    {
        var clusters = affected.SelectMany(entry => entry.Clusters).SelectMany(entry => entry.Clusters).Distinct(StringComparer.Ordinal).Count();
        var scope = affected[0].Target.Scope;
        var reason = scope.IsWholeRegion
            ? $"The event does not name the key that was changed. AtRest will audit every cluster with a key in account {scope.AccountId} and region {scope.Region} again."
            : joined ? "An audit of this key's clusters is about to start, and will include this change."
            : "AtRest will audit the clusters of this key again.";
        return (Answer(keyEvent, WebhookAnswer.Accepted, reason) with { Clusters = clusters }, joined ? WebhookResult.Coalesced : WebhookResult.Accepted);
    }

    private static (WebhookAnswer, WebhookResult) Repeated(KeyEvent keyEvent) => (Answer(keyEvent, WebhookAnswer.Duplicate, "The event was received before, and was handled."), WebhookResult.Repeated);

    private static WebhookAnswer Answer(KeyEvent keyEvent, string result, string reason) => new() { Id = keyEvent.Id, Result = result, Reason = reason, Key = keyEvent.Change.Key };
}
