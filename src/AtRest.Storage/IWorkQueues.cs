namespace AtRest.Storage;

/// <summary>The queues of the storage.</summary>
public interface IWorkQueues
{
    /// <summary>
    /// A queue by its name; created when it is first written to. Names are Azure's: 3 to 56 (with <c>-poison</c> 63) lower case letters, digits and single hyphens,
    /// beginning and ending with a letter or digit.
    /// </summary>
    /// <exception cref="ArgumentException">The name cannot be one of a queue.</exception>
    IWorkQueue Open(string name);
}
