using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Google;

/// <summary>Google Cloud KMS, as far as an auditor asks it (https://docs.cloud.google.com/kms/docs/reference/rest).</summary>
internal sealed class GoogleKmsService(World world, Gatekeeper gatekeeper, GoogleTokens tokens) : IFakeService
{
    private const string Unknown = "unknown";

    private readonly CryptoKeyShapes shapes = new(world);

    public string Name => "cloudkms";

    public ErrorVocabulary Errors { get; } = GoogleErrors.Vocabulary(world.Scenario.Faults.RetryAfterSeconds);

    public ServiceCall? Recognise(IncomingRequest request) => CloudKmsPath.Parse(request.Path) is { } path
        ? new ServiceCall(request.Method == "GET" ? path.Operation : Unknown, path.Resource, request)
        : null;

    public Caller? Identify(ServiceCall call) => tokens.Identify(call.Request, Errors);

    public Reply Shape(AwsError error, IncomingRequest request) => GoogleErrors.Shape(error);

    public string Refusal(string operation, string? resource, Caller caller, string why) =>
        $"Permission '{Name}.{operation}' denied on resource '{resource}' (or it may not exist).";

    public Reply Answer(ServiceCall call, Caller caller)
    {
        string resource = call.Resource!;
        gatekeeper.Check(this, call.Operation, resource, caller);
        return GoogleJson.Write(call.Operation switch
        {
            "cryptoKeys.get" => shapes.Key(FindKey(resource)),
            "cryptoKeys.getIamPolicy" => CryptoKeyShapes.Policy(FindKey(resource).Bindings),
            "cryptoKeyVersions.list" => ListVersions(FindKey(resource), call.Request),
            "cryptoKeyVersions.get" => GetVersion(resource),
            "keyRings.getIamPolicy" => CryptoKeyShapes.Policy(FindRing(resource).Bindings),
            _ => throw new AwsErrorException(new("NOT_FOUND", "Method not found.", 404)),
        });
    }

    private JsonObject ListVersions(FakeCryptoKey key, IncomingRequest request)
    {
        string size = request.Query["pageSize"].ToString();
        int wanted = size.Length == 0 ? 100 : int.TryParse(size, out int number) && number is >= 0 and <= 1000 ? number : throw GoogleErrors.InvalidArgument("page_size must be between 0 and 1000.");
        string token = request.Query["pageToken"].ToString();
        try
        {
            int limit = wanted == 0 ? 100 : wanted;
            (IReadOnlyList<FakeCryptoKeyVersion> page, string? next) =
                Paging.Cut(key.Versions, key.Name, token.Length == 0 ? null : token, Math.Min(limit, world.Scenario.PageSize ?? limit));
            bool full = request.Query["view"] == "FULL";
            return new JsonObject
            {
                ["cryptoKeyVersions"] = page.Count == 0 ? null : new JsonArray([.. page.Select(version => shapes.Version(key, version, full))]),
                ["nextPageToken"] = next,
                ["totalSize"] = key.Versions.Count,
            };
        }
        catch (ArgumentException)
        {
            throw GoogleErrors.InvalidArgument("The page token is not valid.");
        }
    }

    private JsonObject GetVersion(string resource)
    {
        int cut = resource.IndexOf("/cryptoKeyVersions/", StringComparison.Ordinal);
        FakeCryptoKey key = FindKey(resource[..cut]);
        FakeCryptoKeyVersion version = key.Versions.FirstOrDefault(version => CryptoKeyShapes.NameOf(key, version) == resource) ?? throw GoogleErrors.NotFound("CryptoKeyVersion", resource);
        return shapes.Version(key, version, full: true);
    }

    private FakeCryptoKey FindKey(string name) =>
        world.Scenario.CryptoKeys.FirstOrDefault(key => key.Name == name && !key.Missing) ?? throw GoogleErrors.NotFound("CryptoKey", name);

    private FakeKeyRing FindRing(string name) =>
        world.Scenario.KeyRings.FirstOrDefault(ring => ring.Name == name)
        ?? (world.Scenario.CryptoKeys.Any(key => key.KeyRing == name) ? new FakeKeyRing { Name = name } : throw GoogleErrors.NotFound("KeyRing", name));
}
