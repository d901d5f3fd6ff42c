namespace AtRest.Cli.Serving;

/// <summary>The options of <c>serve</c>. Null for an option that is not given.</summary>
internal sealed record ServeOptions
{
    public string? Inventory { get; init; }

    public string? Urls { get; init; }

    public string? Data { get; init; }

    public string? Settings { get; init; }

    public bool Demo { get; init; }
}
