using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Hosting;

/// <summary>An error of a service. The service writes it in its own format.</summary>
internal sealed record ServiceError(string Code, string Message, int Status = 400)
{
    /// <summary>Additional headers, such as the region of a bucket.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Additional elements, in formats that have them.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>details</c> of Google's errors: objects of any type (https://google.aip.dev/193).</summary>
    public IReadOnlyList<JsonObject> Explanations { get; init; } = [];

    /// <summary>The reason of a Google error that a scenario defines.</summary>
    public string? Reason { get; init; }
}

/// <summary>Ends an operation with an error.</summary>
internal sealed class ServiceErrorException(ServiceError error) : Exception(error.Message)
{
    public ServiceError Error { get; } = error;
}
