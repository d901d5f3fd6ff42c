using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Accounts.WebIdentity;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.CloudTrail.Events;
using AtRest.Collectors.Identity;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws;

/// <summary>Collects the AWS evidence of the clusters.</summary>
internal sealed class AwsEvidenceCollector : IEvidenceSource, IDisposable
{
    private readonly AwsCollectorOptions options;
    private readonly CloudTelemetry telemetry;
    private readonly TimeProvider clock;
    private readonly SharedHttpClientFactory http;
    private readonly WebIdentityLogin? webIdentity;

    /// <summary>Of all audits of the process: AWS counts the calls of an account and region together.</summary>
    private readonly LookupPace pace;

    private readonly LookupMemory memory = new();

    public AwsEvidenceCollector(AwsCollectorOptions options, IdentityTokens tokens, CloudTelemetry telemetry, TimeProvider clock)
    {
        this.options = options;
        this.telemetry = telemetry;
        this.clock = clock;
        pace = new LookupPace(options.LookupInterval, TimeProvider.System);
        http = new SharedHttpClientFactory(options.MaxConcurrency);
        webIdentity = options.WebIdentity is null ? null : new WebIdentityLogin(options, http, tokens, telemetry, clock);
    }

    public async Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var clients = new ClientPool(options, http, telemetry);

        // Its own source, because the SDK ignores a token that cannot be cancelled.
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var audit = new AwsAudit(request, clients, new OwnCredentials(options, webIdentity, telemetry, clock), options, pace, memory, clock, running.Token);
        try
        {
            var evidence = await Task.WhenAll(request.Organizations.Select(async organization => (organization.Id, Clouds: await audit.CollectAsync(organization))));
            cancellationToken.ThrowIfCancellationRequested();
            return evidence.ToImmutableDictionary(entry => entry.Id, entry => entry.Clouds, StringComparer.Ordinal);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            // A call that failed while the audit was cancelled ends with its own error.
            throw new OperationCanceledException("The collection was cancelled.", exception, cancellationToken);
        }
    }

    public void Dispose()
    {
        webIdentity?.Dispose();
        pace.Dispose();
        http.Dispose();
    }
}
