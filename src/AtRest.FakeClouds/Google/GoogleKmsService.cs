using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>Google Cloud KMS: the methods that an auditor calls (https://docs.cloud.google.com/kms/docs/reference/rest).</summary>
internal sealed class GoogleKmsService(World world, AccessCheck access, GoogleTokens tokens) : IFakeService
{
    private const string Unknown = "unknown";

    private readonly CryptoKeyShapes shapes = new(world);

    public string Name => "cloudkms";

    public ErrorVocabulary Errors { get; } = GoogleErrors.Vocabulary(world.Scenario.Faults.RetryAfterSeconds);

    public ServiceCall? Recognize(IncomingRequest request) => CloudKmsPath.Parse(request.Path) is { } path
        ? new ServiceCall(request.Method == "GET" ? path.Operation : Unknown, path.Resource, request)
        : null;

    public Caller Identify(ServiceCall call) => tokens.Identify(call.Request, Errors);

    public Reply Shape(ServiceError error, IncomingRequest request) => GoogleErrors.Shape(error);

    public ServiceError Denial(string operation, string? resource, Caller caller, string why) => Errors.AccessDenied with
    {
        Message = $"Permission '{Name}.{operation}' denied on resource '{resource}' (or it may not exist).",
        Explanations = [GoogleErrors.PermissionDenied(GoogleErrors.CloudKms, $"{Name}.{operation}", resource)],
    };

    public Reply Answer(ServiceCall call, Caller caller)
    {
        string resource = call.Resource!;
        if (call.Operation == Unknown)
        {
            throw new ServiceErrorException(new("NOT_FOUND", "Method not found.", 404));
        }

        // Google checks the request before permissions and resources.
        CloudKmsQuery query = new(call.Operation, call.Request.Query);
        string project = resource.Split('/')[1];
        if (world.Scenario.KmsDisabledProjects.Contains(project))
        {
            throw GoogleErrors.ServiceDisabled(project);
        }

        access.Check(this, call.Operation, resource, caller);
        JsonObject answer = call.Operation switch
        {
            "cryptoKeys.get" => shapes.Key(FindKey(resource)),
            "cryptoKeys.getIamPolicy" => IamPolicyShape.Of(FindKey(resource).Bindings, query.PolicyVersion),
            "cryptoKeyVersions.list" => ListVersions(FindKey(resource), query),
            "cryptoKeyVersions.get" => GetVersion(resource),
            "retiredResources.list" => ListRetired(resource, query),
            _ => IamPolicyShape.Of(FindRing(resource).Bindings, query.PolicyVersion),
        };
        if (query.HasNumericEnums)
        {
            EnumNumbers.Replace(answer);
        }

        return GoogleJson.Write(answer);
    }

    private JsonObject ListVersions(FakeCryptoKey key, CloudKmsQuery query)
    {
        string token = query["pageToken"];
        bool full = query.IsFull;
        int limit = query.PageSize is var wanted and > 0 ? wanted : 100;
        try
        {
            (IReadOnlyList<FakeCryptoKeyVersion> page, string? next) =
                Paging.Cut(key.Versions, key.Name, token.Length == 0 ? null : token, Math.Min(limit, world.Scenario.PageSize ?? limit));
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

    private JsonObject ListRetired(string location, CloudKmsQuery query)
    {
        FakeRetiredCryptoKey[] retired = [.. world.Scenario.RetiredCryptoKeys.Where(key => key.Name.StartsWith(location + "/", StringComparison.Ordinal))];
        string token = query["pageToken"];
        int limit = query.PageSize is var wanted and > 0 ? wanted : 100;
        try
        {
            (IReadOnlyList<FakeRetiredCryptoKey> page, string? next) =
                Paging.Cut(retired, location, token.Length == 0 ? null : token, Math.Min(limit, world.Scenario.PageSize ?? limit));
            return new JsonObject
            {
                ["retiredResources"] = page.Count == 0 ? null : new JsonArray([.. page.Select(key => new JsonObject
                {
                    ["name"] = $"{location}/retiredResources/{StableIds.Uuid(key.Name)}",
                    ["originalResource"] = key.Name,
                    ["resourceType"] = "cloudkms.googleapis.com/CryptoKey",
                    ["deleteTime"] = GoogleJson.Time(world.At(key.DeleteTime)),
                })]),
                ["nextPageToken"] = next,
                ["totalSize"] = $"{retired.Length}",
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
