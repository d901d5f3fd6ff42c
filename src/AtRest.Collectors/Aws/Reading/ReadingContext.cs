namespace AtRest.Collectors.Aws.Reading;

/// <summary>A call, for messages.</summary>
/// <param name="Source">The permission that the call needs.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Caller">The caller.</param>
internal sealed record ReadingContext(string Source, string Resource, string Caller)
{
    /// <summary>Whether the call uses the credentials that AtRest runs with, which may belong to another account than the resource.</summary>
    public bool UsesOwnCredentials { get; init; }
}
