using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>
/// The KMS Inventory API: what keys and versions protect
/// (https://docs.cloud.google.com/kms/docs/reference/inventory/rest/v1/projects.locations.keyRings.cryptoKeys/getProtectedResourcesSummary).
/// </summary>
internal sealed class KmsInventoryService(World world, AccessCheck access, GoogleTokens tokens) : IFakeService
{
    public const string Summary = "getProtectedResourcesSummary";

    private const string Api = "kmsinventory.googleapis.com";
    private const string Permission = "cloudkms.cryptoKeys.get";
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";
    private const string Prefix = "/v1/";
    private const string Suffix = "/protectedResourcesSummary";
    private const string OfVersions = "/cryptoKeyVersions/";

    public string Name => "kmsinventory";

    public ErrorVocabulary Errors { get; } = GoogleErrors.Vocabulary(world.Scenario.Faults.RetryAfterSeconds, Api);

    public ServiceCall? Recognize(IncomingRequest request) =>
        request.Method == "GET" && request.Path.StartsWith(Prefix + "projects/", StringComparison.Ordinal) && request.Path.EndsWith(Suffix, StringComparison.Ordinal)
            && request.Path.Contains("/cryptoKeys/", StringComparison.Ordinal)
            ? new ServiceCall(Summary, request.Path[Prefix.Length..^Suffix.Length], request)
            : null;

    public Caller Identify(ServiceCall call) => tokens.Identify(call.Request, Errors, Scope);

    public Reply Shape(ServiceError error, IncomingRequest request) => GoogleErrors.Shape(error);

    public ServiceError Denial(string operation, string? resource, Caller caller, string why) => Errors.AccessDenied with
    {
        Message = $"Permission '{Permission}' denied on resource '{resource}' (or it may not exist).",
        Explanations = [GoogleErrors.PermissionDenied("cloudkms.googleapis.com", Permission, resource)],
    };

    public Reply Answer(ServiceCall call, Caller caller)
    {
        string resource = call.Resource!;
        CloudKmsQuery query = new(call.Operation, call.Request.Query);
        if (query["fallbackScope"] is not ("" or "FALLBACK_SCOPE_UNSPECIFIED" or "FALLBACK_SCOPE_PROJECT" or "0" or "1"))
        {
            throw GoogleErrors.InvalidValue("fallback_scope", "type.googleapis.com/google.cloud.kms.inventory.v1.FallbackScope", query["fallbackScope"]);
        }

        string project = resource.Split('/')[1];
        if (world.Scenario.KmsInventoryDisabledProjects.Contains(project))
        {
            throw GoogleErrors.ServiceDisabled(project, Api, "KMS Inventory API");
        }

        access.Check(this, call.Operation, resource, caller);
        string[] parts = resource.Split(OfVersions);
        FakeCryptoKey key = world.Scenario.CryptoKeys.FirstOrDefault(key => key.Name == parts[0] && !key.Missing) ?? throw GoogleErrors.NotFound("CryptoKey", parts[0]);
        JsonObject answer = Of(resource, key, parts.Length == 1
            ? [.. key.ProtectedResources, .. key.Versions.SelectMany(version => version.ProtectedResources)]
            : (key.Versions.FirstOrDefault(version => CryptoKeyShapes.NameOf(key, version) == resource) ?? throw GoogleErrors.NotFound("CryptoKeyVersion", resource)).ProtectedResources);
        if (query.HasNumericEnums)
        {
            EnumNumbers.Replace(answer);
        }

        return GoogleJson.Write(answer);
    }

    /// <summary>Numbers that are 0 are omitted, as in all JSON of Google. Numbers of 64 bits are texts.</summary>
    private static JsonObject Of(string resource, FakeCryptoKey key, IReadOnlyList<FakeProtectedResources> resources)
    {
        int projects = resources.Where(entry => entry.Count > 0).Select(entry => entry.Project).Distinct().Count();
        long count = resources.Sum(entry => (long)entry.Count);
        return JsonShapes.WithoutNulls(new JsonObject
        {
            ["name"] = resource + Suffix,
            ["resourceCount"] = count == 0 ? null : Text(count),
            ["projectCount"] = projects == 0 ? null : projects,
            ["resourceTypes"] = Counts(resources, entry => entry.Type),
            ["cloudProducts"] = Counts(resources, entry => entry.Type.Split('.')[0]),
            ["locations"] = Counts(resources, entry => entry.Location),
            ["warnings"] = key.InventoryWarnings.Count == 0 ? null
                : new JsonArray([.. key.InventoryWarnings.Select(code => new JsonObject { ["warningCode"] = code, ["displayMessage"] = "The results can be incomplete." })]),
        });
    }

    private static JsonObject? Counts(IReadOnlyList<FakeProtectedResources> resources, Func<FakeProtectedResources, string> by) => resources.Count == 0 ? null
        : new JsonObject(resources.GroupBy(by).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => KeyValuePair.Create<string, JsonNode?>(group.Key, Text(group.Sum(entry => (long)entry.Count)))));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
