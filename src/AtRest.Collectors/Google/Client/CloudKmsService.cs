using Google.Apis.Services;

namespace AtRest.Collectors.Google.Client;

/// <summary>
/// Google Cloud KMS over REST (https://docs.cloud.google.com/kms/docs/reference/rest), with the methods that an audit needs. It is a service of Google.Apis with the name of
/// Google's own client library, which can replace it.
/// </summary>
internal sealed class CloudKmsService(BaseClientService.Initializer initializer) : GoogleRestService(initializer)
{
    /// <summary>View and manage keys: the narrowest scope that Google offers for reading keys.</summary>
    public const string Scope = "https://www.googleapis.com/auth/cloudkms";

    public override string Name => "cloudkms";

    protected override string DefaultBaseUri => "https://cloudkms.googleapis.com/";

    public GetResourceRequest<CryptoKeyData> GetCryptoKey(string name) => new(this, "cryptoKeys.get", name);

    public GetResourceRequest<CryptoKeyVersionData> GetCryptoKeyVersion(string name) => new(this, "cryptoKeyVersions.get", name);

    public ListVersionsRequest ListCryptoKeyVersions(string cryptoKey) => new(this, cryptoKey);

    public ListRetiredRequest ListRetiredResources(string location) => new(this, location);

    public GetIamPolicyRequest GetCryptoKeyPolicy(string cryptoKey) => new(this, "cryptoKeys.getIamPolicy", cryptoKey);

    public GetIamPolicyRequest GetKeyRingPolicy(string keyRing) => new(this, "keyRings.getIamPolicy", keyRing);
}
