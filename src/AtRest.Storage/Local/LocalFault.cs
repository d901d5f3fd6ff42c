namespace AtRest.Storage.Local;

/// <summary>Explains the errors of the file system.</summary>
internal static class LocalFault
{
    // ENOSPC and EDQUOT of Linux, EDQUOT of macOS, ERROR_DISK_FULL of Windows.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070)];

    // EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    private static readonly int[] Busy = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    // Of Linux: EIO, ENXIO, ENODEV, ELOOP, ENODATA, EBADMSG, EOVERFLOW, ESTALE, EUCLEAN, EREMOTEIO. Of Windows: ERROR_CRC, ERROR_FILE_CORRUPT.
    private static readonly int[] OfOneFile = [5, 6, 19, 40, 61, 74, 75, 116, 117, 121, unchecked((int)0x80070017), unchecked((int)0x80070570)];

    public static bool IsBusy(IOException exception) => exception.GetType() == typeof(IOException) && Busy.Contains(exception.HResult);

    /// <summary>Explains an error that one file has while others can be read. Null for every other error.</summary>
    public static StorageException? OfFile(string path, Exception exception) => exception switch
    {
        UnauthorizedAccessException when Directory.Exists(path) => new StorageException(
            $"'{path}' in the storage folder is a folder, and AtRest keeps a file there. Move it to another place, or restore the file from a backup.", exception)
        {
            IsDamage = true,
        },
        UnauthorizedAccessException => new StorageException(
            $"This user has no permission to read '{path}' in the storage folder. Give the user that runs AtRest full access to the folder and its content.", exception)
        {
            IsOfOneBlob = true,
        },
        IOException when OfOneFile.Contains(exception.HResult) => new StorageException(
            $"'{path}' in the storage folder cannot be read: {exception.Message} Check the disk, and restore the file from a backup if the disk has lost it.", exception)
        {
            IsOfOneBlob = true,
        },
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
