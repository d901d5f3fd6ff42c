using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>
/// Answers each line of JSON with a line of JSON. <c>docs/cli.md</c> describes this interface of <c>policy simulate</c>. Evaluators are cached, in bounded
/// memory. Instances are not thread-safe.
/// </summary>
public sealed class PolicySimulator : IDisposable
{
    private readonly EvaluatorCache evaluators = new();
    private readonly AnswerWriter answers = new();

    /// <summary>The number of lines with an error.</summary>
    public long Errors { get; private set; }

    /// <summary>Releases the buffers.</summary>
    public void Dispose() => answers.Dispose();

    /// <summary>Answers one line. Does not throw because of its content.</summary>
    /// <param name="utf8">The line, without the line break.</param>
    /// <param name="number">The line number, starting at 1, for messages about lines without an ID.</param>
    /// <param name="output">Receives exactly one line, with a line break.</param>
    public void Answer(ReadOnlySpan<byte> utf8, long number, IBufferWriter<byte> output)
    {
        var line = default(SimulationLine);
        try
        {
            line.Read(utf8);
            if (!Utf8.IsValid(utf8))
            {
                throw new InvalidLineException("The line is not UTF-8 text.");
            }

            var evaluator = evaluators.Get(line);
            var request = line.Request.IsEmpty ? throw new InvalidLineException("The line has no 'request'.") : RequestReader.Read(line.Request);
            answers.WriteDecision(output, line.Id, evaluator.Evaluate(request), !line.Grants.IsEmpty);
        }
        catch (InvalidLineException fault)
        {
            Refuse(line.Id, number, fault.Message, output);
        }
        catch (JsonException)
        {
            Refuse(line.Id, number, Utf8.IsValid(utf8) ? "The line is not JSON. Each line must be one complete JSON object." : "The line is not UTF-8 text.", output);
        }
    }

    /// <summary>Answers a line that is too long to be read into memory.</summary>
    public void RefuseTooLong(long number, int longest, IBufferWriter<byte> output) =>
        Refuse([], number, string.Create(CultureInfo.InvariantCulture, $"The line is longer than {longest} bytes."), output);

    private void Refuse(ReadOnlySpan<byte> id, long number, string message, IBufferWriter<byte> output)
    {
        Errors++;
        var isReadable = !id.IsEmpty && Utf8.IsValid(id);
        answers.WriteError(output, isReadable ? id : [], isReadable ? message : string.Create(CultureInfo.InvariantCulture, $"Line {number}: {message}"));
    }
}
