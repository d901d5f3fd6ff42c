using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>
/// Answers lines of JSON, each with a line of JSON: the interface of <c>policy simulate</c>, in <c>docs/cli.md</c>. Evaluators of policies that
/// repeat are kept, in bounded memory. Not to be used by several threads at once.
/// </summary>
public sealed class PolicySimulator : IDisposable
{
    private readonly EvaluatorCache evaluators = new();
    private readonly AnswerWriter answers = new();

    /// <summary>How many lines could not be answered.</summary>
    public long Errors { get; private set; }

    /// <summary>Releases the buffers of answers.</summary>
    public void Dispose() => answers.Dispose();

    /// <summary>Answers one line; never throws because of its content.</summary>
    /// <param name="utf8">The line without its end.</param>
    /// <param name="number">From 1, for messages about lines without an id.</param>
    /// <param name="output">Gets exactly one line, with its end.</param>
    public void Answer(ReadOnlySpan<byte> utf8, long number, IBufferWriter<byte> output)
    {
        var line = default(SimulationLine);
        try
        {
            line.Read(utf8);
            if (!Utf8.IsValid(utf8))
            {
                throw new LineFaultException("The line is not UTF-8 text.");
            }

            var evaluator = evaluators.Get(line);
            var request = line.Request.IsEmpty ? throw new LineFaultException("The line has no 'request'.") : RequestReader.Read(line.Request);
            answers.WriteDecision(output, line.Id, evaluator.Evaluate(request), !line.Grants.IsEmpty);
        }
        catch (LineFaultException fault)
        {
            Refuse(line.Id, number, fault.Message, output);
        }
        catch (JsonException)
        {
            Refuse(line.Id, number, Utf8.IsValid(utf8) ? "The line is no JSON. Each line is one whole JSON object." : "The line is not UTF-8 text.", output);
        }
    }

    /// <summary>Answers a line that nobody can hold in memory.</summary>
    public void RefuseTooLong(long number, int longest, IBufferWriter<byte> output) =>
        Refuse([], number, string.Create(CultureInfo.InvariantCulture, $"The line is longer than {longest} bytes."), output);

    private void Refuse(ReadOnlySpan<byte> id, long number, string message, IBufferWriter<byte> output)
    {
        Errors++;
        var isReadable = !id.IsEmpty && Utf8.IsValid(id);
        answers.WriteError(output, isReadable ? id : [], isReadable ? message : string.Create(CultureInfo.InvariantCulture, $"Line {number}: {message}"));
    }
}
