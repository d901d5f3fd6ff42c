using System.Net;

namespace AtRest.Collectors.Camunda;

/// <summary>The service refused a request.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The error's code, if the response names one.</param>
/// <param name="retryAfter">The wait that the service asks for.</param>
internal sealed class CamundaRefusalException(HttpStatusCode status, string? code, TimeSpan? retryAfter) : Exception($"HTTP {(int)status}{(code is null ? "" : $" ({code})")}")
{
    public HttpStatusCode Status { get; } = status;

    public string? Code { get; } = code;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
