namespace AtRest.Collectors.Aws.Clients;

/// <summary>
/// The endpoints that replace those of AWS: the option, then <c>AWS_ENDPOINT_URL_&lt;SERVICE&gt;</c>, then <c>AWS_ENDPOINT_URL</c>. The SDK
/// itself reads the endpoints of profiles.
/// </summary>
internal sealed class EndpointOverrides(AwsCollectorOptions options)
{
    /// <summary>The endpoint; null: that of AWS.</summary>
    /// <exception cref="FormatException">The variable is not a URL.</exception>
    public Uri? Of(AwsService service)
    {
        if (options.Endpoint is { } endpoint)
        {
            return endpoint;
        }

        return IsIgnored ? null : Read("AWS_ENDPOINT_URL_" + IdOf(service)) ?? Read("AWS_ENDPOINT_URL");
    }

    /// <summary>The service's ID in capitals, spaces as underscores (https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html).</summary>
    private static string IdOf(AwsService service) =>
        service switch
        {
            AwsService.CloudWatchLogs => "CLOUDWATCH_LOGS",
            AwsService.S3Control => "S3_CONTROL",
            _ => service.ToString().ToUpperInvariant(),
        };

    private bool IsIgnored => bool.TryParse(options.ReadVariable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), out var ignored) && ignored;

    private Uri? Read(string variable)
    {
        var text = options.ReadVariable(variable);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new FormatException($"The variable {variable} is '{text}', which is not an http or https URL. Set it to one, or unset it.");
    }
}
