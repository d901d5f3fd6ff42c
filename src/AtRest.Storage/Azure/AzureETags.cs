using Azure;

namespace AtRest.Storage.Azure;

/// <summary>Azure writes ETags with quotes in headers and without in listings; the contract has no quotes.</summary>
internal static class AzureETags
{
    public static string ToText(this ETag etag) => etag.ToString("G").Trim('"');
}
