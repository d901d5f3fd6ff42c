using System.Buffers;
using AtRest.KeyPolicies.Simulation;

namespace AtRest.Cli.Commands.Policy.Simulating;

/// <summary>Lines that are answered together, on any thread, and the answers to them.</summary>
internal sealed class LineBlock
{
    /// <summary>In bytes. Enough work for a thread, and little enough that many threads can have some.</summary>
    private const int Full = 64 * 1024;

    private readonly ArrayBufferWriter<byte> text = new(Full);
    private readonly List<(int End, long Number, bool IsTooLong)> lines = [];
    private readonly ArrayBufferWriter<byte> answers = new(Full);

    public bool IsEmpty => lines.Count == 0;

    public bool IsFull => text.WrittenCount >= Full;

    /// <summary>The number of answers: none for blank lines.</summary>
    public int Answered { get; private set; }

    /// <summary>The answers, in the order of the lines.</summary>
    public ReadOnlyMemory<byte> Answers => answers.WrittenMemory;

    /// <summary>Copies a line, whose memory is only valid until the next one is read.</summary>
    public void Add(ReadOnlySpan<byte> line, long number, bool isTooLong)
    {
        if (isTooLong || line.IndexOfAnyExcept(" \t\r"u8) >= 0)
        {
            text.Write(line);
            lines.Add((text.WrittenCount, number, isTooLong));
        }
    }

    public void Answer(PolicySimulator simulator)
    {
        var start = 0;
        foreach (var (end, number, isTooLong) in lines)
        {
            if (isTooLong)
            {
                simulator.RefuseTooLong(number, LineReader.LongestLine, answers);
            }
            else
            {
                simulator.Answer(text.WrittenSpan[start..end], number, answers);
            }

            Answered++;
            start = end;
        }
    }
}
