namespace AtRest.AwsClients.Json;

/// <summary>A service with an AWS JSON API, as its API model describes it.</summary>
internal sealed record JsonService
{
    /// <summary>The name in user agents, and of the SDK's package.</summary>
    public required string ServiceId { get; init; }

    /// <summary>The first label of the host.</summary>
    public required string EndpointPrefix { get; init; }

    /// <summary>The name in the signature's scope.</summary>
    public required string SigningName { get; init; }

    public required string Version { get; init; }

    /// <summary>The text before the operation in the <c>X-Amz-Target</c> header, including the dot.</summary>
    public required string TargetPrefix { get; init; }

    public string ContentType { get; init; } = "application/x-amz-json-1.1";
}
