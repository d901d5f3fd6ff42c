using Google.Apis.Services;

namespace AtRest.Collectors.Google.Client;

/// <summary>The KMS Inventory API over REST (https://docs.cloud.google.com/kms/docs/reference/inventory/rest): which resources keys protect.</summary>
internal sealed class KmsInventoryService(BaseClientService.Initializer initializer) : GoogleRestService(initializer)
{
    /// <summary>
    /// The only scope that Google names for this API
    /// (https://googleapis.dev/dotnet/Google.Apis.Kmsinventory.v1/latest/api/Google.Apis.Kmsinventory.v1.KmsinventoryService.Scope.html). It includes that of Cloud KMS.
    /// </summary>
    public const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    public override string Name => "kmsinventory";

    protected override string DefaultBaseUri => "https://kmsinventory.googleapis.com/";

    /// <param name="name">A key or a version: the name of the summary allows both (<c>cryptoKeys/**</c>).</param>
    public GetProtectedResourcesRequest GetProtectedResourcesSummary(string name) => new(this, name);
}
