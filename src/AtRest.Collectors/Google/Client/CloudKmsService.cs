using System.Text.Json;
using AtRest.Collectors.Retries;
using Google.Apis.Requests;
using Google.Apis.Services;

namespace AtRest.Collectors.Google.Client;

/// <summary>
/// Google Cloud KMS over REST (https://docs.cloud.google.com/kms/docs/reference/rest), with the methods that an audit needs. It is a service of Google.Apis with the name of
/// Google's own client library, which can replace it.
/// </summary>
internal sealed class CloudKmsService : BaseClientService
{
    /// <summary>View and manage keys: the narrowest scope that Google offers for reading keys.</summary>
    public const string Scope = "https://www.googleapis.com/auth/cloudkms";

    private const string DefaultBaseUri = "https://cloudkms.googleapis.com/";

    public CloudKmsService(Initializer initializer)
        : base(initializer)
    {
    }

    public override string Name => "cloudkms";

    public override string BaseUri => BaseUriOverride ?? DefaultBaseUri;

    public override string BasePath => "";

    public override IList<string> Features => [];

    public GetResourceRequest<CryptoKeyData> GetCryptoKey(string name) => new(this, "cryptoKeys.get", name);

    public GetResourceRequest<CryptoKeyVersionData> GetCryptoKeyVersion(string name) => new(this, "cryptoKeyVersions.get", name);

    public ListVersionsRequest ListCryptoKeyVersions(string cryptoKey) => new(this, cryptoKey);

    public GetIamPolicyRequest GetCryptoKeyPolicy(string cryptoKey) => new(this, "cryptoKeys.getIamPolicy", cryptoKey);

    public GetIamPolicyRequest GetKeyRingPolicy(string keyRing) => new(this, "keyRings.getIamPolicy", keyRing);

    /// <summary>Reads an error and never throws. An error that is not Google's has no details.</summary>
    public override async Task<RequestError> DeserializeError(HttpResponseMessage response)
    {
        var text = response.Content is null ? "" : await response.Content.ReadAsStringAsync();
        return new CloudKmsError { ErrorResponseContent = text, Details = Parse(text), RetryAfter = RetryAfterHeader.Of(response) };
    }

    private static ErrorData? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ErrorAnswer>(text, WireJson.Options)?.Error;
        }
        catch (JsonException)
        {
            // An HTML page or a truncated body is not a Google error.
            return null;
        }
    }
}
