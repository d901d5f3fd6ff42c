namespace AtRest.FakeClouds.Scenarios;

/// <summary>
/// A small world for <see cref="FakeCloud"/>: what exists in it, what is refused, and what goes wrong. Each cloud's folder has the cloud's part of it.
/// The file form is JSON with these names in camel case (<c>docs/schemas/scenario.schema.json</c>).
/// </summary>
public sealed partial record Scenario
{
    /// <summary>The schema, for the author's editor. It is not read.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Calls that are answered with the service's access-denied error.</summary>
    public IReadOnlyList<FakeDenial> Denied { get; init; } = [];

    /// <summary>Calls that are answered with a given error.</summary>
    public IReadOnlyList<FakeError> Errors { get; init; } = [];

    public FakeFaults Faults { get; init; } = new();

    /// <summary>The largest number of entries on a page, even if the caller requests more. Absent: the service's own limits.</summary>
    public int? PageSize { get; init; }
}
