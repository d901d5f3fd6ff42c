namespace AtRest.Cli.Serving;

/// <summary>What the command line of <c>serve</c> says; null where it says nothing.</summary>
internal sealed record ServeOptions
{
    public string? Inventory { get; init; }

    public string? Urls { get; init; }

    public string? Data { get; init; }

    public string? Settings { get; init; }

    public bool Demo { get; init; }
}
