using System.Globalization;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Work;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Webhooks;

/// <summary>Audits the clusters of a changed key: here and now, so that it does not wait behind the nightly audit.</summary>
internal sealed class KeyChangeWork(
    IInventorySource inventory, IAudits audits, KeyChangeWindows windows, KeyAuditStarts starts, KeyChangeFailures failures, TimeProvider clock, ILogger<KeyChangeWork> logger) : IQueueWork
{
    /// <summary>By how much the clocks of two machines may differ before an audit is taken for later than it was.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private const string WhyGivenUp =
        "The audit after a change of this key failed several times for a reason that lies with AtRest and not with the key: whoever runs AtRest finds it in the log. The next audit looks again.";

    public string Queue => KeyChangeMessage.Queue;

    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var message = KeyChangeMessage.Parse(delivery.Text);
        try
        {
            await HandleAsync(message, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await failures.NoteAsync(delivery.Text, exception, cancellationToken);
            throw;
        }

        if (delivery.DequeueCount > 1)
        {
            await failures.ForgetAsync(delivery.Text, cancellationToken);
        }
    }

    public async Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        // Kept before anything else, so that nothing of it is lost whatever else fails.
        var (blob, cause) = await failures.KeepAsync(delivery.Text, cancellationToken);
        logger.GivenUp(blob, cause);
        if (KeyChangeMessage.TryParse(delivery.Text) is { } message && KeyScope.TryParse(message.Scope, out var scope))
        {
            var affected = AffectedClusters.Of(await inventory.ReadAsync(cancellationToken), scope);
            foreach (var one in affected)
            {
                await audits.GiveUpAsync(Order(one, message, scope, clock.GetUtcNow(), affected.Length > 1), WhyGivenUp, cancellationToken);
            }
        }
    }

    private async Task HandleAsync(KeyChangeMessage message, CancellationToken cancellationToken)
    {
        var scope = KeyScope.TryParse(message.Scope, out var parsed) ? parsed : throw new FormatException($"'{message.Scope}' names no keys.");
        if (await starts.FindAsync(scope, cancellationToken) is { } earlier && earlier >= message.CoversUntil + Margin)
        {
            logger.Covered(scope.Text, earlier, message.CoversUntil);
            return;
        }

        var startedAt = clock.GetUtcNow();
        var affected = AffectedClusters.Of(await inventory.ReadAsync(cancellationToken), scope);
        if (affected.IsEmpty)
        {
            logger.NobodyUses(scope.Text);
            return;
        }

        List<Exception> failed = [];
        foreach (var one in affected)
        {
            try
            {
                // An audit that an earlier delivery began is only completed: what it saw is as old as its own moment.
                var looked = await AuditAsync(Order(one, message, scope, startedAt, isShared: affected.Length > 1), cancellationToken);
                startedAt = looked < startedAt ? looked : startedAt;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The other organizations must not wait for this one's fault; the message comes again for all, and those that are done stay done.
                logger.AuditFailed(one.Organization.Id, scope.Text, exception);
                failed.Add(exception);
            }
        }

        if (failed.Count > 0)
        {
            throw new AggregateException(failed);
        }

        await starts.WriteAsync(scope, startedAt, cancellationToken);
    }

    private async Task<DateTimeOffset> AuditAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        var entry = await audits.RunAsync(order, cancellationToken);
        logger.Audited(order.Clusters.Length, order.OrganizationId, order.Detail, entry.ReportId);
        return entry.GeneratedAt;
    }

    private AuditOrder Order(AffectedClusters affected, KeyChangeMessage message, KeyScope scope, DateTimeOffset now, bool isShared) => new()
    {
        AuditId = DerivedId.Of("key change", affected.Organization.Id, message.Scope, message.CoversUntil.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), message.Window.ToString()),
        OrganizationId = affected.Organization.Id,
        Clusters = affected.Clusters,
        Cause = AuditCause.KeyChange,
        OrderedAt = now,
        Detail = KeyChangeDetail.For(affected.Organization, scope, message.First, windows.Find(message.Window), isShared),
    };
}
