using System.Security.Cryptography;
using AtRest.Reports;

namespace AtRest.Cli.Delivery;

/// <summary>Writes files that get their names only when they are complete: they are written under a temporary name in the same folder, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file and hashes what is written: what a signature is about. The file itself could be changed before it is read again.</summary>
    public static async Task<FileDigest> WriteHashedAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        var length = 0L;
        await WriteAsync(
            path,
            async (stream, token) =>
            {
                var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true);
                await using (hashing)
                {
                    await write(hashing, token);
                }

                length = stream.Length;
            },
            cancellationToken);
        return new FileDigest(Path.GetFileName(path), length, Convert.ToHexStringLower(hash.Hash!));
    }

    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024, FileOptions.Asynchronous);
            await using (stream)
            {
                await write(stream, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            // After the rename there is nothing to delete, which is not an error.
            File.Delete(temporary);
        }
    }
}
