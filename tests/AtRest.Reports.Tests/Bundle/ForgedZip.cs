using System.Buffers.Binary;
using System.IO.Compression;
using AtRest.Reports.Zip;

namespace AtRest.Reports.Tests.Bundle;

/// <summary>A ZIP file with the parts that <see cref="ZipWriter"/> writes, of which each can be changed. Places and lengths are computed, so that programs can unpack the result.</summary>
internal sealed class ForgedZip
{
    private byte[] beforeFirst = [];
    private byte[] beforeDirectory = [];
    private byte[] beforeEnd = [];
    private byte[] afterEnd = [];
    private long shift;
    private Func<byte[], byte[]> end = bytes => bytes;

    public List<Part> Parts { get; } = [];

    public static async Task<ForgedZip> OfAsync(byte[] bundle, CancellationToken cancellationToken)
    {
        var zip = new ForgedZip();
        var reader = await ZipReader.OpenAsync(new MemoryStream(bundle), cancellationToken);
        foreach (var entry in reader.Entries)
        {
            zip.Parts.Add(new Part(entry, bundle.AsSpan((int)ZipLayout.ContentOf(entry), (int)entry.CompressedLength).ToArray()));
        }

        return zip;
    }

    public byte[] Write()
    {
        using var file = new MemoryStream();
        file.Write(beforeFirst);
        var central = new List<byte[]>();
        foreach (var part in Parts)
        {
            var entry = part.Entry with { Offset = file.Length + shift };
            file.Write(part.Local(ZipLayout.Local(entry.Name, entry.Method)));
            file.Write(part.Raw);
            file.Write(ZipLayout.Descriptor(entry));
            central.Add(part.Central(ZipLayout.Central(entry)));
        }

        file.Write(beforeDirectory);
        var place = file.Length + shift;
        central.ForEach(bytes => file.Write(bytes));
        file.Write(beforeEnd);
        file.Write(end(ZipLayout.End(Parts.Count, central.Sum(bytes => bytes.Length), place)));
        file.Write(afterEnd);
        return file.ToArray();
    }

    public void Forge(string forgery)
    {
        var report = Parts.FindIndex(part => part.Entry.Name == "report.json");
        var one = Parts[report];
        switch (forgery)
        {
            case "entry twice":
                Parts.Insert(report, one);
                break;
            case "signature twice":
                Parts.Add(Parts[^1]);
                break;
            case "entry in another case":
                Parts.Add(Named(one, "REPORT.json"));
                break;
            case "unknown entry":
                Parts.Insert(report, Named(one, "more.json"));
                break;
            case "entry missing":
                Parts.RemoveAt(report);
                break;
            case "entries in another order":
                Parts.Reverse(0, 3);
                break;
            case "after the end":
                afterEnd = [.. "PK"u8];
                break;
            case "before the directory":
                beforeDirectory = [.. "hidden"u8];
                break;
            case "before the first entry":
                beforeFirst = [.. "#!/bin/sh\n"u8];
                break;
            case "before the first entry, places kept":
                beforeFirst = [.. "#!/bin/sh\n"u8];
                shift = -beforeFirst.Length;
                break;
            case "comment of the file":
                end = bytes => [.. bytes[..^2], 2, 0, .. "hi"u8];
                break;
            case "comment of an entry":
                one.Central = bytes => [.. Short(bytes, 32, 2), .. "hi"u8];
                break;
            case "another name in the local header":
                one.Local = bytes => [.. bytes[..^11], .. "rEport.json"u8];
                break;
            case "another method in the local header":
                one.Local = bytes => Short(bytes, 8, ZipLayout.Stored);
                break;
            case "another time in the local header":
                one.Local = bytes => Short(bytes, 12, 0x5A21);
                break;
            case "sizes in the local header":
                one.Local = bytes => Word(Word(Word(Short(bytes, 6, 0x0800), 14, one.Entry.Crc), 18, (uint)one.Raw.Length), 22, (uint)one.Entry.Length);
                break;
            case "extra field in the local header":
                one.Local = bytes => [.. Short(bytes, 28, 4), 0x99, 0x99, 0, 0];
                break;
            case "extra field in the directory":
                one.Central = bytes => [.. Short(bytes, 30, 4), 0x99, 0x99, 0, 0];
                break;
            case "symbolic link":
                one.Central = bytes => Word(bytes, 38, 0xA1FF_0000);
                break;
            case "executable":
                one.Central = bytes => Word(bytes, 38, 0x81ED_0000);
                break;
            case "made on Windows":
                one.Central = bytes => Short(bytes, 4, 20);
                break;
            case "text flag":
                one.Central = bytes => Short(bytes, 36, 1);
                break;
            case "encrypted flag":
                one.Local = bytes => Short(bytes, 6, 0x0809);
                one.Central = bytes => Short(bytes, 8, 0x0809);
                break;
            case "another place in the directory":
                one.Central = bytes => Word(bytes, 42, 0);
                break;
            case "another disk":
                one.Central = bytes => Short(bytes, 34, 1);
                break;
            case "number of entries on this disk":
                end = bytes => Short(bytes, 8, 1);
                break;
            case "64-bit record":
                beforeEnd = [0x50, 0x4B, 0x06, 0x07, .. new byte[16]];
                break;
            case "stored content":
                var plain = Inflated(one);
                Parts[report] = new Part(one.Entry with { Method = ZipLayout.Stored, CompressedLength = plain.Length }, plain);
                break;
            case "other content of the same length":
                Parts[report] = Containing(one, [.. Enumerable.Repeat((byte)'x', (int)one.Entry.Length)]);
                break;
            case "content of another entry":
                Parts[report] = Named(Parts[0], "report.json");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(forgery), forgery, null);
        }
    }

    private static Part Named(Part part, string name) => new(part.Entry with { Name = name }, part.Raw);

    private static Part Containing(Part part, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(content);
        }

        var crc = new Crc32();
        crc.Add(content);
        return new Part(part.Entry with { CompressedLength = packed.Length, Length = content.Length, Crc = crc.Value }, packed.ToArray());
    }

    private static byte[] Inflated(Part part)
    {
        using var content = new MemoryStream();
        using var inflate = new DeflateStream(new MemoryStream(part.Raw), CompressionMode.Decompress);
        inflate.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Short(byte[] bytes, int place, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(place), value);
        return bytes;
    }

    private static byte[] Word(byte[] bytes, int place, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(place), value);
        return bytes;
    }

    /// <summary>An entry with its content as it is in the file.</summary>
    internal sealed class Part(ZipEntry entry, byte[] raw)
    {
        public ZipEntry Entry => entry;

        public byte[] Raw => raw;

        public Func<byte[], byte[]> Local { get; set; } = bytes => bytes;

        public Func<byte[], byte[]> Central { get; set; } = bytes => bytes;
    }
}
