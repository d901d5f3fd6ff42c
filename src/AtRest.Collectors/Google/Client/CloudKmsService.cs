using System.Text.Json;
using AtRest.Collectors.Retries;
using Google.Apis.Requests;
using Google.Apis.Services;

namespace AtRest.Collectors.Google.Client;

/// <summary>
/// Google Cloud KMS over REST (https://docs.cloud.google.com/kms/docs/reference/rest), as far as an audit asks it: a service of Google.Apis, named
/// as Google's own client library is, which can take its place.
/// </summary>
internal sealed class CloudKmsService : BaseClientService
{
    /// <summary>View and manage keys: the narrowest scope that Google offers for reading them.</summary>
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

    /// <summary>Never throws: what is no error of Google's is answered without a status.</summary>
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
            // A page of HTML, a cut-off body: no error of Google's.
            return null;
        }
    }
}
