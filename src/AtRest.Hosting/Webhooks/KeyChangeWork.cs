using System.Globalization;
using AtRest.Core.Naming;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Work;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Webhooks;

/// <summary>Audits the clusters of a changed key immediately, so that they do not wait behind the nightly audit.</summary>
internal sealed class KeyChangeWork(
    IInventorySource inventory, IAudits audits, KeyChangeWindows windows, KeyAuditStarts starts, KeyChangeFailures failures, RepeatedOrders repeated, TimeProvider clock, ILogger<KeyChangeWork> logger) : IQueueWork
{
    /// <summary>The largest expected difference between the clocks of two machines.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>An audit that started later than this from now has a wrong time.</summary>
    private static readonly TimeSpan LongestAhead = TimeSpan.FromMinutes(5);

    private const string WhyGivenUp =
        "AtRest failed several times to audit this change. The cause is in AtRest, not in the key: ask its operator, who finds the error in the log. The next audit checks the key again.";

    private const string Outage = "AtRest's own storage failed for six hours. AtRest has ordered the audit again.";

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
        // Stored before anything else, so that it is not lost if something else fails.
        var (blob, cause) = await failures.KeepAsync(delivery.Text, cancellationToken);
        logger.GivenUp(blob, cause);
        if (KeyChangeMessage.TryParse(delivery.Text) is { } message && KeyScope.TryParse(message.Scope, out var scope))
        {
            var document = await inventory.ReadAsync(cancellationToken);
            var isShared = AffectedClusters.Of(document, scope).Length > 1;
            foreach (var one in AffectedClusters.Of(document, new KeyChangeTarget(scope, message.Organization)))
            {
                var order = Order(one, message, scope, clock.GetUtcNow(), isShared);
                await audits.GiveUpAsync(order, delivery.WasOutage ? Outage : WhyGivenUp, cancellationToken);
                if (delivery.WasOutage)
                {
                    await repeated.OrderAsync(order, cancellationToken);
                }
            }
        }
    }

    private async Task HandleAsync(KeyChangeMessage message, CancellationToken cancellationToken)
    {
        var scope = KeyScope.TryParse(message.Scope, out var parsed) ? parsed : throw new FormatException($"'{message.Scope}' is not a key scope.");
        var target = new KeyChangeTarget(scope, message.Organization);
        // An audit in the future was written while a clock was ahead: it covers nothing.
        if (await starts.FindAsync(target, cancellationToken) is { } earlier && earlier >= message.CoversUntil + Margin && earlier <= clock.GetUtcNow() + LongestAhead)
        {
            logger.Covered(scope.Text, earlier, message.CoversUntil);
            return;
        }

        var startedAt = clock.GetUtcNow();
        var document = await inventory.ReadAsync(cancellationToken);
        var affected = AffectedClusters.Of(document, target);
        var isShared = AffectedClusters.Of(document, scope).Length > 1;
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
                // An audit that an earlier delivery began is only completed: it saw the state at its start.
                var looked = await AuditAsync(Order(one, message, scope, startedAt, isShared), cancellationToken);
                startedAt = looked < startedAt ? looked : startedAt;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A failure must not delay the other organizations. The message comes again for all; finished audits are not repeated.
                logger.AuditFailed(one.Organization.Id, scope.Text, exception);
                failed.Add(exception);
            }
        }

        if (failed.Count > 0)
        {
            throw new AggregateException(failed);
        }

        await starts.WriteAsync(target, startedAt, cancellationToken);
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
