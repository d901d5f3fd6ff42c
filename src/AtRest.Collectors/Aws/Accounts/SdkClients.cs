using Amazon;
using AtRest.Collectors.Aws.Clients;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>
/// Bounds the clients that the SDK makes for itself while it looks for credentials: of IAM Identity Center, and of STS for profiles with roles. For them the SDK has only a setting of the
/// whole process (https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/net-dg-v4.html). Its requests to the metadata of instances and containers use no client that can be set.
/// </summary>
internal static class SdkClients
{
    private const int Connections = 8;

    private static readonly Lock Gate = new();

    /// <summary>Applies the bounds of <see cref="SharedHttpClientFactory"/>, unless the process has set another factory.</summary>
    public static void Bound()
    {
        lock (Gate)
        {
            // It lives as long as the process, like the setting.
            AWSConfigs.HttpClientFactory ??= new SharedHttpClientFactory(Connections);
        }
    }
}
