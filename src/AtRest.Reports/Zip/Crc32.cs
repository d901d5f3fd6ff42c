namespace AtRest.Reports.Zip;

/// <summary>The checksum of ZIP files (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.4.7).</summary>
internal sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    private uint state = uint.MaxValue;

    public uint Value => ~state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var sum = state;
        foreach (var one in bytes)
        {
            sum = Table[(byte)(sum ^ one)] ^ (sum >> 8);
        }

        state = sum;
    }

    private static uint Entry(int index)
    {
        var sum = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            sum = (sum & 1) == 0 ? sum >> 1 : Polynomial ^ (sum >> 1);
        }

        return sum;
    }
}
