using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Clients;

/// <summary>
/// The results of the clouds' own clients from npm with a fake cloud. <c>calls.cjs</c> makes all calls once for all tests. <c>tests/clients.sh</c> installs
/// the clients. Only loopback is called.
/// </summary>
public sealed class ClientCalls : IAsyncLifetime
{
    private const string Audience = "api://atrest";
    private const string Project = "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k";
    private const string Provider = "//iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/pool/providers/azure";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private ImmutableDictionary<string, JsonNode> results = ImmutableDictionary<string, JsonNode>.Empty;

    /// <summary>The operations that were called with success.</summary>
    public ImmutableHashSet<string> Successful { get; private set; } = [];

    /// <summary>The line of a call.</summary>
    public JsonNode this[string call] => results.GetValueOrDefault(call) ?? throw new InvalidOperationException($"calls.cjs made no call '{call}'.");

    public IEnumerable<string> Made => results.Keys;

    public async ValueTask InitializeAsync()
    {
        string root = Root();
        await RunAsync("bash", [Path.Combine(root, "tests", "clients.sh")]);
        DirectoryInfo temporary = Directory.CreateTempSubdirectory("atrest-clients-");
        try
        {
            await using FakeCloud cloud = await FakeCloud.StartAsync(World(), cancellationToken: TestContext.Current.CancellationToken);
            string script = Path.Combine(root, "tests", "AtRest.FakeClouds.Tests", "Clients", "calls.cjs");
            string written = await RunAsync("node", [script, Path.Combine(root, "artifacts", "clients"), cloud.Endpoint.AbsoluteUri, temporary.FullName]);
            JsonNode[] lines = [.. written.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
            results = lines.ToImmutableDictionary(line => (string)line["call"]!);
            Successful = [.. cloud.SuccessfulCalls.Keys];
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Scenario World() => new ScenarioBuilder()
        .DefaultAccount(Names.Customer)
        .Credential("AKIAIOSFODNN7EXAMPLE", Names.Customer)
        .Credential("AKIAIOSFODNN7OUTSIDE", Names.Other)
        .ManagedIdentity()
        .Role(Names.Role, "acme-7f3c")
        .WebIdentityRole(Names.Role + "Web", Audience)
        .Account(Names.Customer, account => account with { PublicAccessBlock = new(), KmsRequests = [new() { Region = Names.Region, EachDay = 1000 }] })
        .Account(Names.Other, account => account with { CloudTrailLake = false })
        .Key(Names.Key, key => key with
        {
            Rotation = new FakeRotationStatus(),
            Rotations = [new() { Date = "now-10d" }],
            Grants = [new() { GranteePrincipal = "arn:aws:iam::444455556666:role/tenant-acme", Operations = ["Decrypt"] }, new() { GranteePrincipal = "arn:aws:iam::444455556666:role/other" }],
            LastUsage = new() { LastUsed = "now-1h" },
            Events = [new() { Name = "PutKeyPolicy", Time = "now-2h", By = Names.Role }],
        })
        .AwsOrganization(new()
        {
            ManagementAccountId = Names.Customer,
            Policies = [new() { Id = "p-own", Name = "own", Type = "RESOURCE_CONTROL_POLICY", Document = "{}", Targets = [Names.Customer] }],
        })
        .Trail(Names.Trail, trail => trail with { Bucket = Names.Bucket })
        .EventDataStore(Names.Store, "lake")
        .Bucket(Names.Bucket, bucket => bucket with
        {
            Region = Names.Region,
            Versioning = new(),
            Lifecycle = [new() { ExpirationDays = 400 }],
            ObjectLock = new() { Mode = "COMPLIANCE", Days = 30 },
            PublicAccessBlock = new(),
            PolicyIsPublic = false,
        })
        .EventRule($"arn:aws:events:{Names.Region}:{Names.Customer}:rule/keys", """{"source":["aws.kms"]}""", rule => rule with { Targets = ["arn:aws:sns:eu-central-1:111122223333:t"] })
        .LogGroup($"arn:aws:logs:{Names.Region}:{Names.Customer}:log-group:trail", group => group with
        {
            RetentionInDays = 400,
            MetricFilters = [new() { Name = "keys", MetricNamespace = "Audit", MetricName = "keys" }],
        })
        .Alarm($"arn:aws:cloudwatch:{Names.Region}:{Names.Customer}:alarm:keys", "Audit", "keys", alarm => alarm with { AlarmActions = ["arn:aws:sns:eu-central-1:111122223333:t"] })
        .CryptoKey(Project, key => key with
        {
            ProtectionLevel = "HSM",
            Versions = [new() { State = "DISABLED" }, new() { ProtectedResources = [new() { Count = 4 }] }],
            Bindings = [new() { Role = "roles/cloudkms.viewer", Members = ["user:dana@example.com"], Condition = "request.time < timestamp('2027-01-01T00:00:00Z')" }],
        })
        .RetiredCryptoKey(Project[..^1] + "gone")
        .KmsDisabledProject("off")
        .ServiceAccount("auditor@p.iam.gserviceaccount.com")
        .WorkloadIdentityProvider(Provider, Audience)
        .Camunda("client", "secret +&=%", new FakeCamundaCluster { Uuid = "u-1", Name = "one", Region = Names.Region })
        .Camunda(camunda => camunda with
        {
            TokenLifetimeSeconds = 300,
            Organizations = [camunda.Organizations[0] with { Activity = [new() { EntityId = "u-1", AuditType = "u", EntityAttribute = "primaryKeyArn", EntityAttributeValueTo = "arn:new" }] }],
        })
        .Build();

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Functions.sln is in none of the folders above the tests.");
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // Without a proxy and without credentials of the machine, so that the clients use only the fake cloud and what the script passes.
        foreach (string name in start.Environment.Keys.Where(IsForeign).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}");
    }

    private static bool IsForeign(string name) =>
        (name.Contains("PROXY", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("npm_", StringComparison.OrdinalIgnoreCase))
        || name.StartsWith("AWS_", StringComparison.Ordinal)
        || name.StartsWith("GOOGLE_", StringComparison.Ordinal)
        || name.StartsWith("CAMUNDA_", StringComparison.Ordinal)
        || name.StartsWith("ZEEBE_", StringComparison.Ordinal);
}
