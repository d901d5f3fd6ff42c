using System.Buffers;
using System.IO.Compression;

namespace AtRest.Core.Packing;

/// <summary>Texts of bytes, one after the other, compressed in blocks. Safe for several threads.</summary>
/// <param name="blockSize">The bytes of a block; a longer text has its own block.</param>
/// <param name="mostItems">The texts of a block.</param>
internal sealed class PackedBlocks(int blockSize, int mostItems)
{
    /// <summary>A block that is found by place is decompressed as a whole; this takes about a tenth of a millisecond.</summary>
    public const int CommonSize = 32 * 1024;

    /// <summary>For lists that are read from the first item to the last one.</summary>
    public const int LongSize = 512 * 1024;

    /// <summary>The fastest level that finds what is repeated.</summary>
    private const int Quality = 1;

    /// <summary>Covers a block (2^19 bytes).</summary>
    private const int Window = 19;

    /// <summary>Decompressed blocks that were read last: neighbours are usually read together.</summary>
    private const int Recent = 4;

    private readonly Lock gate = new();
    private readonly List<Block> closed = [];
    private readonly List<int> ends = [];
    private readonly (int Number, byte[] Content)[] recent = [.. Enumerable.Repeat((-1, Array.Empty<byte>()), Recent)];
    private byte[] open = [];
    private int length;
    private int next;

    public int Count { get; private set; }

    /// <summary>The bytes that are held.</summary>
    public long Size
    {
        get
        {
            lock (gate)
            {
                return open.Length + closed.Sum(block => (long)block.Compressed.Length + (block.Ends.Length * sizeof(int)));
            }
        }
    }

    public int Append(ReadOnlySpan<byte> text)
    {
        lock (gate)
        {
            if (ends.Count > 0 && (ends.Count == mostItems || length + text.Length > blockSize))
            {
                Close();
            }

            if (open.Length < length + text.Length)
            {
                Array.Resize(ref open, Math.Max(length + text.Length, Math.Min(blockSize, Math.Max(1024, open.Length * 2))));
            }

            text.CopyTo(open.AsSpan(length));
            length += text.Length;
            ends.Add(length);
            return Count++;
        }
    }

    public ReadOnlyMemory<byte> At(int place)
    {
        lock (gate)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(place);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Count);
            var first = Count - ends.Count;
            if (place >= first)
            {
                // A copy: the buffer is used again for the next block.
                return Text(open, ends, place - first).ToArray();
            }

            var number = NumberOf(place);
            return Text(Content(number), closed[number].Ends, place - closed[number].First);
        }
    }

    /// <summary>Every text, each valid until the next one is read; those that are added meanwhile are left out.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> All()
    {
        var (count, read, buffer) = (Count, 0, Array.Empty<byte>());
        for (var number = 0; read < count; number++)
        {
            var (content, itsEnds) = Read(number, ref buffer);
            for (var index = 0; index < itsEnds.Count && read < count; index++, read++)
            {
                yield return Text(content, itsEnds, index);
            }
        }
    }

    /// <param name="number">The number of the block.</param>
    /// <param name="buffer">Used for all blocks of an enumeration: large arrays would stay in memory for long.</param>
    private (byte[] Content, IReadOnlyList<int> Ends) Read(int number, ref byte[] buffer)
    {
        Block block;
        lock (gate)
        {
            if (number == closed.Count)
            {
                return (open.AsSpan(0, length).ToArray(), [.. ends]);
            }

            block = closed[number];
        }

        if (buffer.Length < block.Length)
        {
            buffer = new byte[block.Length];
        }

        block.Decompress(buffer);
        return (buffer, block.Ends);
    }

    private static ReadOnlyMemory<byte> Text(byte[] content, IReadOnlyList<int> ends, int index)
    {
        var start = index == 0 ? 0 : ends[index - 1];
        return content.AsMemory(start, ends[index] - start);
    }

    private int NumberOf(int place)
    {
        var (low, high) = (0, closed.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = closed[middle].First <= place ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private byte[] Content(int number)
    {
        foreach (var (known, content) in recent)
        {
            if (known == number)
            {
                return content;
            }
        }

        var read = closed[number].Content();
        recent[next] = (number, read);
        next = (next + 1) % Recent;
        return read;
    }

    private void Close()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(length));
        try
        {
            // The greatest length that it can have was rented, so it always succeeds.
            BrotliEncoder.TryCompress(open.AsSpan(0, length), buffer, out var written, Quality, Window);
            closed.Add(new Block(Count - ends.Count, [.. ends], length, buffer.AsSpan(0, written).ToArray()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        // The buffer is used again: large arrays are collected late. One that a longer text needed is not.
        open = open.Length > blockSize ? [] : open;
        length = 0;
        ends.Clear();
    }

    private sealed record Block(int First, int[] Ends, int Length, byte[] Compressed)
    {
        public byte[] Content()
        {
            var content = GC.AllocateUninitializedArray<byte>(Length);
            Decompress(content);
            return content;
        }

        public void Decompress(byte[] content)
        {
            if (!BrotliDecoder.TryDecompress(Compressed, content, out var written) || written != Length)
            {
                throw new InvalidDataException("A packed list cannot be read.");
            }
        }
    }
}
