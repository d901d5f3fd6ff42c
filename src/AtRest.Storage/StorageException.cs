namespace AtRest.Storage;

/// <summary>The storage could not do its work. The message says what failed and what to do, and holds no secret.</summary>
public sealed class StorageException : Exception
{
    public StorageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the same call may succeed later without anybody doing anything: the service was busy or could not be reached.</summary>
    public bool IsTransient { get; init; }
}
