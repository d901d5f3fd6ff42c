using System.Collections.Immutable;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Credentials;
using AtRest.Collectors.Identity;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;
using Google.Apis.Http;
using Google.Apis.Services;

namespace AtRest.Collectors.Google;

/// <summary>Collects the Google Cloud evidence of the clusters.</summary>
internal sealed class GoogleEvidenceCollector(GoogleCollectorOptions options, IdentityTokens tokens, CloudTelemetry telemetry, TimeProvider clock) : IEvidenceSource
{
    private readonly GoogleFederation? federation = options.WebIdentity is null ? null : new GoogleFederation(options, tokens, clock);

    public async Task<ImmutableDictionary<string, CloudEvidence>> CollectAsync(CollectionRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Organizations.All(organization => DeclaredKeys.Of(organization).IsEmpty))
        {
            return request.Organizations.ToImmutableDictionary(organization => organization.Id, _ => new CloudEvidence(), StringComparer.Ordinal);
        }

        try
        {
            var session = await new GoogleLogin(options, federation, telemetry, clock).OpenAsync(cancellationToken);
            var context = new GoogleAuditContext
            {
                Options = options,
                Clock = clock,
                Telemetry = telemetry,
                Progress = new ProgressCounter(request.Progress),
                HardwareKeys = DeclaredKeys.Hardware(request.Organizations),
            };
            using var audit = new GoogleAudit(
                session.Credential is { } credential ? new CloudKmsService(For(credential, options.KmsEndpoint)) : null,
                session.Credential is { } same && options.KeyUsage ? new KmsInventoryService(For(same, options.KmsInventoryEndpoint)) : null,
                session.AccessFailure,
                context,
                cancellationToken);
            var evidence = await Task.WhenAll(request.Organizations.Select(async organization =>
                (organization.Id, Clouds: new CloudEvidence(await audit.CollectAsync(organization)) { Readers = ReadersOf(organization, session) })));
            cancellationToken.ThrowIfCancellationRequested();
            return evidence.ToImmutableDictionary(entry => entry.Id, entry => entry.Clouds, StringComparer.Ordinal);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            // A call that failed while the audit was cancelled ends with its own error.
            throw new OperationCanceledException("The collection was cancelled.", exception, cancellationToken);
        }
    }

    /// <summary>The reader of each project that has keys of the organization.</summary>
    private static ImmutableArray<AccountReader> ReadersOf(Organization organization, GoogleSession session) =>
    [
        .. AccountReader.Merge(DeclaredKeys.Of(organization).Select(CryptoKeyName.ProjectOf).Distinct(StringComparer.Ordinal).Select(project => new AccountReader
        {
            Cloud = "gcp", Account = project, Identity = session.Identity.Name, Source = session.Identity.Source, Detail = session.AccessFailure?.Cause,
        })),
    ];

    private static BaseClientService.Initializer For(IConfigurableHttpClientInitializer credential, Uri? replacement) => new()
    {
        ApplicationName = "AtRest",
        HttpClientInitializer = credential,
        HttpClientFactory = new CheckedHttpClientFactory(new AnswerBounds { Form = AnswerForm.Json }),
        Serializer = new WireJson(),
        BaseUri = replacement is { } endpoint ? endpoint.AbsoluteUri.TrimEnd('/') + "/" : null,

        // The call runner does both.
        DefaultExponentialBackOffPolicy = ExponentialBackOffPolicy.None,
        HttpClientTimeout = Timeout.InfiniteTimeSpan,
    };
}
