namespace AtRest.Storage;

/// <summary>The queues of the storage.</summary>
public interface IWorkQueues
{
    /// <summary>
    /// A queue by its name; created when it is first written to. Names follow Azure's rules: 3 to 56 (with <c>-poison</c> 63) lower-case letters, digits and single hyphens,
    /// with a letter or digit at the start and the end.
    /// </summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    IWorkQueue Open(string name);
}
