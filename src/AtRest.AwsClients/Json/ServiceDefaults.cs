using Amazon.Runtime;

namespace AtRest.AwsClients.Json;

/// <summary>The SDK's defaults modes, which are the same for every service (https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html).</summary>
internal static class ServiceDefaults
{
    public static IReadOnlyList<IDefaultConfiguration> All { get; } =
    [
        Of(DefaultConfigurationMode.Standard, 3100),
        Of(DefaultConfigurationMode.InRegion, 1100),
        Of(DefaultConfigurationMode.CrossRegion, 3100),
        Of(DefaultConfigurationMode.Mobile, 30_000),
        Of(DefaultConfigurationMode.Auto, 1100),
    ];

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, int connectMilliseconds) => new()
    {
        Name = mode,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
