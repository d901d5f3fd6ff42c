using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;

namespace AtRest.Reports.Zip;

/// <summary>Reads a ZIP file that <see cref="ZipWriter"/> wrote, and no other: every byte outside of the contents must be the one that it writes.</summary>
internal sealed class ZipReader
{
    private const int BufferSize = 64 * 1024;
    private const string NotWritten = "The ZIP file is not one that AtRest wrote, or it was changed:";

    private readonly Stream file;

    private ZipReader(Stream file, ImmutableArray<ZipEntry> entries)
    {
        this.file = file;
        Entries = entries;
    }

    public ImmutableArray<ZipEntry> Entries { get; }

    /// <exception cref="FormatException">The file is not such a file. The message is a sentence.</exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public static async Task<ZipReader> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        if (file.Length < ZipLayout.EndLength || file.Length > ZipLayout.Limit)
        {
            throw new FormatException($"{NotWritten} it has {file.Length} bytes.");
        }

        var end = await ReadAsync(file, file.Length - ZipLayout.EndLength, ZipLayout.EndLength, cancellationToken);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10));
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12));
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        if (count is 0 or > ZipLayout.MostEntries || length > ZipLayout.MostEntries * (ZipLayout.CentralLength + ZipLayout.LongestName) || offset + (long)length + ZipLayout.EndLength != file.Length
            || !end.AsSpan().SequenceEqual(ZipLayout.End(count, length, offset)))
        {
            throw new FormatException($"{NotWritten} its last {ZipLayout.EndLength} bytes are not those of a bundle.");
        }

        var entries = Parse(await ReadAsync(file, offset, (int)length, cancellationToken), count, offset);
        foreach (var entry in entries)
        {
            var local = ZipLayout.Local(entry.Name, entry.Method);
            if (!(await ReadAsync(file, entry.Offset, local.Length, cancellationToken)).AsSpan().SequenceEqual(local)
                || !(await ReadAsync(file, ZipLayout.ContentOf(entry) + entry.CompressedLength, ZipLayout.DescriptorLength, cancellationToken)).AsSpan().SequenceEqual(ZipLayout.Descriptor(entry)))
            {
                throw new FormatException($"{NotWritten} the bytes around '{entry.Name}' are not those of a bundle.");
            }
        }

        return new ZipReader(file, entries);
    }

    /// <summary>Reads the content of an entry, and checks its length and checksum.</summary>
    /// <returns>The hashes of the content and of its compressed form.</returns>
    /// <exception cref="FormatException">The content was changed.</exception>
    public async Task<WrittenEntry> CopyAsync(ZipEntry entry, Stream? destination, CancellationToken cancellationToken)
    {
        await using var compressed = new HashingStream(null, long.MaxValue);
        await CopyAsync(new Part(file, ZipLayout.ContentOf(entry), entry.CompressedLength), compressed, entry.CompressedLength, cancellationToken);
        await using var content = new HashingStream(destination, long.MaxValue);
        var part = new Part(file, ZipLayout.ContentOf(entry), entry.CompressedLength);
        try
        {
            await using Stream source = entry.Method == ZipLayout.Stored ? part : new DeflateStream(part, CompressionMode.Decompress);
            await CopyAsync(source, content, entry.Length, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new FormatException($"'{entry.Name}' was changed: it cannot be decompressed.", exception);
        }

        return content.Length == entry.Length && content.Crc == entry.Crc
            ? new WrittenEntry(new FileDigest(entry.Name, content.Length, content.Sha256), compressed.Length, compressed.Sha256)
            : throw new FormatException($"'{entry.Name}' was changed: its content does not have its checksum.");
    }

    /// <summary>Opens the content of an entry that was checked.</summary>
    public Stream Open(ZipEntry entry)
    {
        var part = new Part(file, ZipLayout.ContentOf(entry), entry.CompressedLength);
        return entry.Method == ZipLayout.Stored ? part : new DeflateStream(part, CompressionMode.Decompress);
    }

    private static ImmutableArray<ZipEntry> Parse(byte[] directory, int count, long end)
    {
        var entries = ImmutableArray.CreateBuilder<ZipEntry>(count);
        var (place, next) = (0, 0L);
        for (var number = 0; number < count; number++)
        {
            var rest = directory.AsSpan(place);
            var nameLength = rest.Length < ZipLayout.CentralLength ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(rest[28..]);
            if (nameLength is 0 or > ZipLayout.LongestName || rest.Length < ZipLayout.CentralLength + nameLength)
            {
                throw new FormatException($"{NotWritten} its directory is damaged.");
            }

            var entry = new ZipEntry(
                Encoding.Latin1.GetString(rest.Slice(ZipLayout.CentralLength, nameLength)),
                BinaryPrimitives.ReadUInt16LittleEndian(rest[10..]),
                next,
                BinaryPrimitives.ReadUInt32LittleEndian(rest[20..]),
                BinaryPrimitives.ReadUInt32LittleEndian(rest[24..]),
                BinaryPrimitives.ReadUInt32LittleEndian(rest[16..]));
            if (!ZipLayout.IsName(entry.Name) || entry.Method is not (ZipLayout.Stored or ZipLayout.Deflated) || entries.Any(other => string.Equals(other.Name, entry.Name, StringComparison.OrdinalIgnoreCase))
                || !rest[..(ZipLayout.CentralLength + nameLength)].SequenceEqual(ZipLayout.Central(entry)))
            {
                throw new FormatException($"{NotWritten} its directory is damaged.");
            }

            entries.Add(entry);
            next += ZipLayout.LengthOf(entry);
            place += ZipLayout.CentralLength + nameLength;
        }

        return place == directory.Length && next == end ? entries.ToImmutable() : throw new FormatException($"{NotWritten} there are bytes between its entries.");
    }

    /// <summary>Copies at most one byte more than is expected: a small file may decompress to any length.</summary>
    private static async Task CopyAsync(Stream source, Stream destination, long expected, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var left = expected + 1;
        while (left > 0 && await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken) is > 0 and var read)
        {
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            left -= read;
        }
    }

    private static async Task<byte[]> ReadAsync(Stream file, long offset, int length, CancellationToken cancellationToken)
    {
        var bytes = new byte[length];
        file.Position = offset;
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>A part of a file. Parts that are read in turns do not disturb each other.</summary>
    private sealed class Part(Stream file, long offset, long length) : Stream
    {
        private long position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            file.Position = offset + position;
            var read = file.Read(buffer[..(int)Math.Min(buffer.Length, length - position)]);
            position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            file.Position = offset + position;
            var read = await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, length - position)], cancellationToken);
            position += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
