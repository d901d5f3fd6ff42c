using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Collectors.Aws;
using AtRest.Collectors.Google;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Azure;
using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.WebIdentity;

/// <summary>A fake Azure, AWS and Google Cloud that trust each other, and the collectors of one process, which have no key.</summary>
internal sealed class WebIdentityWorld : IAsyncDisposable
{
    public const string AwsAudience = "api://aws";
    public const string GoogleAudience = "api://google";
    public const string OperatorAccount = "999900001111";
    public const string OperatorRole = $"arn:aws:iam::{OperatorAccount}:role/AtRest";
    public const string Provider = "//iam.googleapis.com/projects/123456/locations/global/workloadIdentityPools/atrest/providers/azure";
    public const string Principal = "principal://iam.googleapis.com/projects/123456/locations/global/workloadIdentityPools/atrest/subject/66666666-7777-4888-8999-aaaaaaaaaaaa";

    private static readonly HttpClient Http = new();

    private readonly ServiceProvider services;

    private WebIdentityWorld(FakeCloud cloud, CollectorOptions options, TimeProvider clock)
    {
        Cloud = cloud;
        Options = options.IdentityToken is null ? options with { IdentityToken = TokenAsync } : options;
        services = new ServiceCollection().AddSingleton(clock).AddAtRestCollectors(Options).BuildServiceProvider();
    }

    public FakeCloud Cloud { get; }

    public CollectorOptions Options { get; }

    /// <summary>Every token that was issued.</summary>
    public ConcurrentBag<string> Tokens { get; } = [];

    public static ScenarioBuilder Scenario(Func<FakeManagedIdentity, FakeManagedIdentity>? identity = null) => Worlds.Account()
        .Key(Names.Key)
        .CryptoKey(GoogleFleets.Key)
        .ManagedIdentity(identity)
        .WebIdentityRole(OperatorRole, AwsAudience)
        .WorkloadIdentityProvider(Provider, GoogleAudience);

    public static async Task<WebIdentityWorld> StartAsync(
        ScenarioBuilder scenario, Func<CollectorOptions, CollectorOptions>? change = null, TimeProvider? clock = null, TimeProvider? cloudClock = null)
    {
        var cloud = await FakeCloud.StartAsync(scenario.Build(), new FakeCloudOptions { TimeProvider = cloudClock ?? clock ?? TimeProvider.System }, TestContext.Current.CancellationToken);
        var options = OptionsFor(cloud.Endpoint);
        return new WebIdentityWorld(cloud, change?.Invoke(options) ?? options, clock ?? TimeProvider.System);
    }

    public static CollectorOptions OptionsFor(Uri endpoint) => new()
    {
        Aws = new AwsCollectorOptions { Endpoint = endpoint, WebIdentity = new AwsWebIdentity(OperatorRole, AwsAudience), ReadVariable = _ => null, LookupEvents = 0 },
        Google = new GoogleCollectorOptions
        {
            KmsEndpoint = endpoint,
            StsEndpoint = endpoint,
            IamCredentialsEndpoint = endpoint,
            WebIdentity = new GoogleWebIdentity(Provider, GoogleAudience),
            ReadVariable = _ => null,
        },
    };

    public async Task<CloudEvidence> CollectAsync(params Organization[] organizations) => (await services.GetRequiredService<IEvidenceCollector>()
        .CollectAsync(new CollectionRequest { AuditId = "audit-7", Organizations = [.. organizations] }, TestContext.Current.CancellationToken)).Values.Single();

    public int Calls(string operation) => Cloud.Calls.GetValueOrDefault(operation);

    /// <summary>All evidence, as it would be saved.</summary>
    public static string Text(CloudEvidence evidence)
    {
        using var stream = new MemoryStream();
        EvidenceSerializer.Write(
            new AuditEvidence
            {
                SchemaVersion = AuditEvidence.CurrentSchemaVersion,
                AuditId = "a",
                AuditedAt = DateTimeOffset.UnixEpoch,
                Parameters = new AuditParameters(),
                Organization = Fleets.Organization(),
                Clouds = evidence,
            },
            stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Cloud.DisposeAsync();
    }

    private async Task<string> TokenAsync(string audience, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Cloud.Endpoint, $"msi/token?api-version=2019-08-01&resource={Uri.EscapeDataString(audience)}"));
        request.Headers.Add("X-IDENTITY-HEADER", "identity-header");
        using var response = await Http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        var token = (string)JsonNode.Parse(body)!["access_token"]!;
        Tokens.Add(token);
        return token;
    }
}
