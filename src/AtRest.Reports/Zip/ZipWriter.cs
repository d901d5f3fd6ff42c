using System.IO.Compression;

namespace AtRest.Reports.Zip;

/// <summary>Writes a ZIP file from its first byte to its last, in bounded memory.</summary>
internal sealed class ZipWriter(Stream output)
{
    private readonly List<ZipEntry> entries = [];
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private long position;

    /// <summary>Writes an entry with the content that a function writes.</summary>
    public async Task<WrittenEntry> AddAsync(string name, ushort method, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        if (!ZipLayout.IsName(name) || entries.Count == ushort.MaxValue - 1 || !names.Add(name))
        {
            throw new ArgumentException($"'{name}' cannot be a file of this ZIP file.", nameof(name));
        }

        var local = ZipLayout.Local(name, method);
        await output.WriteAsync(local, cancellationToken);
        await using var compressed = new HashingStream(output, ZipLayout.Limit);
        await using var content = await WriteContentAsync(compressed, method, write, cancellationToken);
        var entry = new ZipEntry(name, method, position, compressed.Length, content.Length, content.Crc);
        position += ZipLayout.LengthOf(entry);
        if (position > ZipLayout.Limit)
        {
            throw new IOException("The ZIP file is larger than 4 GiB, which a ZIP file without extensions cannot hold. Use the formats separately.");
        }

        await output.WriteAsync(ZipLayout.Descriptor(entry), cancellationToken);
        entries.Add(entry);
        return new WrittenEntry(new FileDigest(name, content.Length, content.Sha256), compressed.Length, compressed.Sha256);
    }

    /// <summary>Writes the directory at the end.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        var length = 0L;
        foreach (var entry in entries)
        {
            var central = ZipLayout.Central(entry);
            await output.WriteAsync(central, cancellationToken);
            length += central.Length;
        }

        await output.WriteAsync(ZipLayout.End(entries.Count, length, position), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    private static async Task<HashingStream> WriteContentAsync(HashingStream compressed, ushort method, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        if (method == ZipLayout.Stored)
        {
            var plain = new HashingStream(compressed, ZipLayout.Limit);
            await write(plain, cancellationToken);
            return plain;
        }

        await using var deflate = new DeflateStream(compressed, CompressionLevel.Fastest, leaveOpen: true);
        var content = new HashingStream(deflate, ZipLayout.Limit);
        await write(content, cancellationToken);
        return content;
    }
}

/// <summary>What was written.</summary>
/// <param name="File">The content.</param>
/// <param name="CompressedLength">The bytes in the ZIP file.</param>
/// <param name="CompressedSha256">Their hash.</param>
internal sealed record WrittenEntry(FileDigest File, long CompressedLength, string CompressedSha256);
