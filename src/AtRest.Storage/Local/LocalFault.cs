namespace AtRest.Storage.Local;

/// <summary>Explains the errors of the file system.</summary>
internal static class LocalFault
{
    // ENOSPC and EDQUOT of Linux, EDQUOT of macOS, ERROR_DISK_FULL of Windows.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070)];

    // EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    // EIO of Linux and macOS, ELOOP of Linux and of macOS, ERROR_CRC and ERROR_FILE_CORRUPT of Windows.
    private static readonly int[] OfOneFile = [5, 40, 62, unchecked((int)0x80070017), unchecked((int)0x80070570)];

    public static bool IsBusy(IOException exception) => exception.GetType() == typeof(IOException) && Busy.Contains(exception.HResult);

    /// <summary>Explains an error that one file has while the others can be read: as a fault of the whole storage, it would hide them. Null for every other error.</summary>
    public static StorageException? OfFile(string path, Exception exception) => exception switch
    {
        UnauthorizedAccessException when Directory.Exists(path) => new StorageException($"'{path}' in the storage folder is a folder, and AtRest keeps a file there. Move it to another place, or restore the file from a backup.", exception) { IsDamage = true },
        // Without access to its folder, the file would not be found.
        UnauthorizedAccessException when File.Exists(path) => new StorageException($"This user has no permission to read '{path}' in the storage folder. Give the user that runs AtRest access to it.", exception) { IsDamage = true },
        IOException when OfOneFile.Contains(exception.HResult) => new StorageException($"'{path}' in the storage folder cannot be read: {exception.Message} Check the disk, and restore the file from a backup.", exception) { IsDamage = true },
        _ => null,
    };

    public static StorageException? From(string folder, Exception exception) => exception switch
    {
        UnauthorizedAccessException => new StorageException(
            $"The storage folder '{folder}' cannot be used: this user has no permission to read or write in it. Give the user that runs AtRest full access to the folder and its content.", exception),
        IOException full when Full.Contains(full.HResult) => new StorageException(
            $"The storage folder '{folder}' cannot be written: the disk is full, or the user's quota is used up. Free some space, or shorten the retention.", exception)
        {
            IsTransient = true,
        },
        IOException => new StorageException(
            $"The storage folder '{folder}' cannot be used: {exception.Message} Check that AtRest:Storage:Folder is an existing, writable folder on a local disk.", exception),
        _ => null,
    };
}
