using System.Collections.Immutable;
using AtRest.Collectors.Camunda.Tokens;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Camunda;

/// <summary>Collects Camunda's own evidence about the clusters.</summary>
internal sealed class CamundaEvidenceCollector(Func<AdministrationApi> api, TokenCache tokens, CamundaCollectorOptions options, CloudTelemetry telemetry, TimeProvider clock) : IEvidenceSource
{
    public async Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var audit = new CamundaAudit(api(), tokens, options, telemetry, clock);
        var total = request.Organizations.Count(organization => organization.Camunda is not null) * CamundaAudit.CallsFor(options);
        var done = 0;
        var guard = new Lock();
        try
        {
            var evidence = await Task.WhenAll(request.Organizations.Select(async organization => (
                organization.Id, Clouds: organization.Camunda is { } access ? await ReadAsync(access) : new CloudEvidence())));
            return evidence.ToImmutableDictionary(entry => entry.Id, entry => entry.Clouds, StringComparer.Ordinal);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The collection was cancelled.", exception, cancellationToken);
        }

        async Task<CloudEvidence> ReadAsync(CamundaAccess access)
        {
            var answer = await audit.ReadAsync(access, Finish, cancellationToken);
            return new CloudEvidence(new CamundaSlice { Camunda = answer }) { Readers = [audit.ReaderOf(access, answer)] };
        }

        void Finish(int calls)
        {
            // Under the lock, so that reports arrive in order.
            lock (guard)
            {
                done += calls;
                request.Progress?.Report(new CollectionProgress(done, total));
            }
        }
    }
}
