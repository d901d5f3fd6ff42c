using System.Collections.Concurrent;
using AtRest.Collectors.Camunda.Reading;
using AtRest.Collectors.Camunda.Tokens;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Camunda;

/// <summary>One audit of Camunda. The organization of each API client is read once, even if several organizations of the inventory use the client.</summary>
internal sealed class CamundaAudit(AdministrationApi api, TokenCache tokens, CamundaCollectorOptions options, CloudTelemetry telemetry, TimeProvider clock)
{
    private const string ClustersSource = "camunda:GET /clusters";
    private const string RegionsSource = "camunda:GET /clusters/parameters";

    private const string ActivitySource = "camunda:GET /activity/json";

    /// <summary>The calls for each API client.</summary>
    public static int CallsFor(CamundaCollectorOptions options) => options.Activity ? 3 : 2;

    private readonly ConcurrentDictionary<ClientCredentials, Lazy<Task<CamundaEvidence>>> read = new();
    private readonly string baseUrl = options.Api;

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<CamundaEvidence> ReadAsync(CamundaAccess access, Action<int> finished, CancellationToken cancellationToken)
    {
        var missing = new[] { access.ClientIdVariable, access.ClientSecretVariable }.Where(name => Setting(name) is null).Distinct().ToList();
        if (missing.Count > 0)
        {
            finished(CallsFor(options));
            return Task.FromResult(Absent(CamundaAbsence.Missing(missing)));
        }

        var credentials = new ClientCredentials(Setting(access.ClientIdVariable)!, Setting(access.ClientSecretVariable)!);
        return Once(credentials, access, finished, cancellationToken);
    }

    /// <summary>The identity that an organization is read with: the API client, whose ID is not a secret.</summary>
    public AccountReader ReaderOf(CamundaAccess access, CamundaEvidence evidence) => new()
    {
        Cloud = "camunda",
        Account = baseUrl,
        Identity = Setting(access.ClientIdVariable),
        Source = $"the API client that {access.ClientIdVariable} names",
        Detail = evidence.Clusters.Absence?.Cause,
    };

    private async Task<CamundaEvidence> Once(ClientCredentials credentials, CamundaAccess access, Action<int> finished, CancellationToken cancellationToken)
    {
        var evidence = await read.GetOrAdd(credentials, _ => new(() => AskAsync(credentials, access.ClientIdVariable, cancellationToken))).Value;
        finished(CallsFor(options));
        return evidence;
    }

    private async Task<CamundaEvidence> AskAsync(ClientCredentials credentials, string clientIdVariable, CancellationToken cancellationToken)
    {
        try
        {
            // Before the calls, so that a client without a token requests it once and not once for each call.
            await tokens.GetAsync(credentials, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            telemetry.Fault("Camunda's token", exception);
            return Absent(CamundaAbsence.OfToken(exception, options.OAuthUrl ?? TokenClient.DefaultUrl, clientIdVariable, clock.GetUtcNow()));
        }

        var clusters = GetAsync(ClustersSource, "/clusters", CamundaTranslation.Clusters);
        var regions = GetAsync(RegionsSource, "/clusters/parameters", CamundaTranslation.Regions);
        var listed = await clusters;
        return new CamundaEvidence
        {
            Clusters = listed,
            Regions = await regions,
            Activity = options.Activity ? await GetAsync(ActivitySource, "/activity/json", content => CamundaTranslation.Activity(content, listed.Value)) : null,
        };

        async Task<Collected<T>> GetAsync<T>(string source, string path, Func<byte[], T> translate)
            where T : class
        {
            try
            {
                var value = translate(await api.GetAsync(new Uri(baseUrl + path), credentials, cancellationToken));
                return Collected(source, value, null) with { Sha256 = EvidenceHash.OfValue(value) };
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                telemetry.Fault(source, exception);
                return Collected<T>(source, null, CamundaAbsence.OfApi(exception, source, new Uri(baseUrl)));
            }
        }
    }

    private CamundaEvidence Absent(Absence absence) => new()
    {
        Clusters = Collected<CamundaClusters>(ClustersSource, null, absence),
        Regions = Collected<CamundaRegions>(RegionsSource, null, absence),
        Activity = options.Activity ? Collected<CamundaActivity>(ActivitySource, null, absence) : null,
    };

    private Collected<T> Collected<T>(string source, T? value, Absence? absence)
        where T : class => new() { Source = source, Resource = baseUrl, CollectedAt = clock.GetUtcNow(), Value = value, Absence = absence };

    /// <summary>As in .NET's configuration, a name with ':' is a variable with '__'.</summary>
    private string? Setting(string name)
    {
        var value = options.ReadVariable(name) ?? options.ReadVariable(name.Replace(":", "__", StringComparison.Ordinal));
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }
}
