namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>A classic event selector.</summary>
public sealed record FakeEventSelector
{
    /// <summary>All, ReadOnly or WriteOnly.</summary>
    public string ReadWriteType { get; init; } = "All";

    public bool IncludeManagementEvents { get; init; } = true;

    /// <summary>Such as <c>kms.amazonaws.com</c>.</summary>
    public IReadOnlyList<string> ExcludeManagementEventSources { get; init; } = [];
}

/// <summary>An advanced event selector.</summary>
public sealed record FakeAdvancedEventSelector
{
    public string? Name { get; init; }

    public required IReadOnlyList<FakeFieldSelector> FieldSelectors { get; init; }
}

/// <summary>A condition on a field of an event. <c>EqualTo</c> is <c>equals</c> in a file and in the API.</summary>
public sealed record FakeFieldSelector
{
    public required string Field { get; init; }

    // A record already has a method Equals.
    [System.Text.Json.Serialization.JsonPropertyName("equals")]
    public IReadOnlyList<string> EqualTo { get; init; } = [];

    public IReadOnlyList<string> NotEquals { get; init; } = [];

    public IReadOnlyList<string> StartsWith { get; init; } = [];

    public IReadOnlyList<string> NotStartsWith { get; init; } = [];

    public IReadOnlyList<string> EndsWith { get; init; } = [];

    public IReadOnlyList<string> NotEndsWith { get; init; } = [];
}
