using System.Buffers.Binary;
using System.Text;

namespace AtRest.Reports.Zip;

/// <summary>
/// The bytes of a ZIP file around its contents (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). There is one way to write an entry, on every platform, so that a
/// reader makes the bytes again and compares: no byte can be changed, added or hidden.
/// </summary>
internal static class ZipLayout
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    /// <summary>Sizes and places have 32 bits. The greatest number would announce the 64-bit format.</summary>
    public const long Limit = uint.MaxValue - 1L;

    /// <summary>What a reader accepts: more than there are formats in a bundle.</summary>
    public const int MostEntries = 64;

    public const int LongestName = 100;

    public const int DescriptorLength = 16;
    public const int EndLength = 22;
    public const int CentralLength = 46;

    private const int LocalLength = 30;

    /// <summary>Version 2.0, for deflate.</summary>
    private const ushort Version = 20;

    /// <summary>Sizes follow the content (bit 3), and names are UTF-8 (bit 11).</summary>
    private const ushort Flags = 0x0808;

    /// <summary>1980-01-01, the first day that the format can hold: the same report gives the same bytes.</summary>
    private const uint FirstDay = 0x0021_0000;

    /// <summary>A file with the rights 0644, made on Unix.</summary>
    private const uint RegularFile = 0x81A4_0000;
    private const ushort MadeOnUnix = (3 << 8) | Version;

    /// <summary>The length of an entry in the file, without its place in the directory at the end.</summary>
    public static long LengthOf(ZipEntry entry) => LocalLength + entry.Name.Length + entry.CompressedLength + DescriptorLength;

    /// <summary>Where the content of an entry begins.</summary>
    public static long ContentOf(ZipEntry entry) => entry.Offset + LocalLength + entry.Name.Length;

    public static byte[] Local(string name, ushort method)
    {
        var bytes = new byte[LocalLength + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x04034B50);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), method);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(10), FirstDay);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(26), (ushort)name.Length);
        Encoding.ASCII.GetBytes(name, bytes.AsSpan(LocalLength));
        return bytes;
    }

    public static byte[] Descriptor(ZipEntry entry)
    {
        var bytes = new byte[DescriptorLength];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x08074B50);
        WriteSizes(bytes.AsSpan(4), entry);
        return bytes;
    }

    public static byte[] Central(ZipEntry entry)
    {
        var bytes = new byte[CentralLength + entry.Name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x02014B50);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), MadeOnUnix);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), entry.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), FirstDay);
        WriteSizes(bytes.AsSpan(16), entry);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(28), (ushort)entry.Name.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(38), RegularFile);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(42), (uint)entry.Offset);
        Encoding.ASCII.GetBytes(entry.Name, bytes.AsSpan(CentralLength));
        return bytes;
    }

    public static byte[] End(int entries, long length, long offset)
    {
        var bytes = new byte[EndLength];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x06054B50);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)entries);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), (ushort)entries);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), (uint)offset);
        return bytes;
    }

    /// <summary>A plain name: no folder, nothing hidden, and nothing that a file system reads in another way.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_') && !name.Contains("..", StringComparison.Ordinal);

    private static void WriteSizes(Span<byte> bytes, ZipEntry entry)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, entry.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], (uint)entry.CompressedLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], (uint)entry.Length);
    }
}

/// <summary>An entry of a ZIP file.</summary>
/// <param name="Name">ASCII.</param>
/// <param name="Method"><see cref="ZipLayout.Stored"/> or <see cref="ZipLayout.Deflated"/>.</param>
/// <param name="Offset">Where the entry begins in the file.</param>
/// <param name="CompressedLength">The bytes of the content in the file.</param>
/// <param name="Length">The bytes of the content.</param>
/// <param name="Crc">The checksum of the content.</param>
internal sealed record ZipEntry(string Name, ushort Method, long Offset, long CompressedLength, long Length, uint Crc);
