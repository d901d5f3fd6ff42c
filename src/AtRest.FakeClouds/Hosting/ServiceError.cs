using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Hosting;

/// <summary>An error as AWS names it. The service puts it into its own wire shape.</summary>
internal sealed record ServiceError(string Code, string Message, int Status = 400)
{
    /// <summary>Headers beside the shape's own, such as S3's region hint.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Elements beside code and message, in shapes that have room for them.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What Google's errors say in <c>details</c>, an object of any type each (https://google.aip.dev/193).</summary>
    public IReadOnlyList<JsonObject> Explanations { get; init; } = [];

    /// <summary>The reason that a scenario gives for an error of Google's.</summary>
    public string? Reason { get; init; }
}

/// <summary>Carries an <see cref="ServiceError"/> out of an operation.</summary>
internal sealed class ServiceErrorException(ServiceError error) : Exception(error.Message)
{
    public ServiceError Error { get; } = error;
}
