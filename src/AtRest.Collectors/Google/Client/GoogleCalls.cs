namespace AtRest.Collectors.Google.Client;

/// <summary>Calls to Google whose name is not that of their permission, or that are rarely made.</summary>
internal static class GoogleCalls
{
    /// <summary>The summary of what a key or version protects. It needs only <c>cloudkms.cryptoKeys.get</c>.</summary>
    public const string ProtectedResources = "kmsinventory.getProtectedResourcesSummary";

    public const string RetiredResources = "cloudkms.retiredResources.list";

    /// <summary>
    /// The permission of a call: that of the summary has another name
    /// (https://docs.cloud.google.com/kms/docs/reference/inventory/rest/v1/projects.locations.keyRings.cryptoKeys/getProtectedResourcesSummary).
    /// </summary>
    public static string PermissionOf(string source) => source == ProtectedResources ? "cloudkms.cryptoKeys.get" : source;

    /// <summary>The API of a call, as Google names it.</summary>
    public static string ApiOf(string source) => source == ProtectedResources ? "KMS Inventory API" : "Cloud KMS API";

    /// <summary>The setting that replaces the API's endpoint.</summary>
    public static string SettingOf(string source) => source == ProtectedResources ? "AtRest:Google:KmsInventoryEndpoint" : "AtRest:Google:KmsEndpoint";
}
