using System.Collections.Immutable;
using AtRest.Collectors.Aws.Clients;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws;

/// <summary>Reads the AWS side of the clusters.</summary>
internal sealed class AwsEvidenceCollector(AwsCollectorOptions options, TimeProvider clock) : IEvidenceSource, IDisposable
{
    private readonly SharedHttpClientFactory http = new(options.MaxConcurrency);

    public async Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var clients = new ClientPool(options, http);

        // Its own source: the SDK takes a token that cannot be cancelled for none at all.
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var audit = new AwsAudit(request, clients, options, clock, running.Token);
        try
        {
            var evidence = await Task.WhenAll(request.Organizations.Select(async organization => (organization.Id, Clouds: await audit.CollectAsync(organization).ConfigureAwait(false))))
                .ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return evidence.ToImmutableDictionary(entry => entry.Id, entry => entry.Clouds, StringComparer.Ordinal);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            // A call that was failing as the audit was cancelled ends with its own error.
            throw new OperationCanceledException("The collection was cancelled.", exception, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();
}
