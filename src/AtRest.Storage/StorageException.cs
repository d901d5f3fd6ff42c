namespace AtRest.Storage;

/// <summary>The storage failed. The message says what failed and what to do, and contains no secret.</summary>
public class StorageException : Exception
{
    public StorageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the same call may succeed later without a change: the service was busy or could not be reached.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether one blob exists and cannot be read because it was changed or damaged. Other blobs are not affected.</summary>
    public bool IsDamage { get; init; }

    /// <summary>
    /// Whether one blob cannot be read now while others can: no permission, a fault of the disk, an archived blob. It may come back as it was, so nothing final may follow from it: work
    /// waits as for every other fault of the storage.
    /// </summary>
    public bool IsOfOneBlob { get; init; }
}
