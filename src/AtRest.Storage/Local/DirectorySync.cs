using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AtRest.Storage.Local;

/// <summary>
/// Makes renames and new files durable: after a power failure, a directory may otherwise miss them although their content is on the disk. .NET cannot open
/// directories; Windows does not need this.
/// </summary>
internal static class DirectorySync
{
    // EINVAL and EBADF: this file system does not support it, and does not need it.
    private static readonly int[] Needless = [22, 9];

    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(directory, 0);
        if (descriptor < 0)
        {
            // Deleted already, so nothing is left to make durable.
            return;
        }

        try
        {
            if (Fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() is var error && !Needless.Contains(error))
            {
                throw new IOException($"The folder could not be written to the disk: {new Win32Exception(error).Message}.", error);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
