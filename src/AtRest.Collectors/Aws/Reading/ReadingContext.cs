namespace AtRest.Collectors.Aws.Reading;

/// <summary>What is read.</summary>
/// <param name="Source">The permission that it takes.</param>
/// <param name="Resource">What is asked about.</param>
/// <param name="Caller">Who asks, for messages.</param>
internal sealed record ReadingContext(string Source, string Resource, string Caller)
{
    /// <summary>The process's own credentials ask: nobody has declared that they belong to the resource's account.</summary>
    public bool UsesOwnCredentials { get; init; }
}
