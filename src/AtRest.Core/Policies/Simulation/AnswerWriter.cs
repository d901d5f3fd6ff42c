using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace AtRest.Core.Policies.Simulation;

/// <summary>Writes answers, each on a line of its own.</summary>
internal sealed class AnswerWriter : IDisposable
{
    // What the answer quotes is for programs; only what would end the line or the string is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);

    public void Dispose() => _json.Dispose();

    public void WriteDecision(IBufferWriter<byte> output, ReadOnlySpan<byte> id, AccessDecision decision, bool withGrants)
    {
        Begin(output, id);
        _json.WriteString("decision"u8, AnswerWords.Of(decision.Outcome));
        _json.WriteStartArray("statements"u8);
        foreach (var statement in decision.Statements)
        {
            _json.WriteStartObject();
            _json.WriteNumber("index"u8, statement.Index);
            if (statement.Sid is { } sid)
            {
                _json.WriteString("sid"u8, sid);
            }

            _json.WriteString("effect"u8, AnswerWords.Of(statement.Effect));
            WriteMatch(statement.Matches, statement.Because);
        }

        _json.WriteEndArray();
        if (withGrants)
        {
            WriteGrants(decision);
        }

        End(output);
    }

    public void WriteError(IBufferWriter<byte> output, ReadOnlySpan<byte> id, string error)
    {
        Begin(output, id);
        _json.WriteString("error"u8, error);
        End(output);
    }

    private void WriteGrants(AccessDecision decision)
    {
        _json.WriteStartArray("grants"u8);
        foreach (var grant in decision.Grants)
        {
            _json.WriteStartObject();
            _json.WriteNumber("index"u8, grant.Index);
            if (grant.GrantId is { } grantId)
            {
                _json.WriteString("grantId"u8, grantId);
            }

            WriteMatch(grant.Matches, grant.Because);
        }

        _json.WriteEndArray();
    }

    private void WriteMatch(Ternary matches, string because)
    {
        _json.WriteString("matches"u8, AnswerWords.Of(matches));
        _json.WriteString("because"u8, because);
        _json.WriteEndObject();
    }

    private void Begin(IBufferWriter<byte> output, ReadOnlySpan<byte> id)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        if (!id.IsEmpty && Utf8.IsValid(id))
        {
            // As it was written: a number of any length, or a string with its own escapes.
            _json.WritePropertyName("id"u8);
            _json.WriteRawValue(id, skipInputValidation: true);
        }
    }

    private void End(IBufferWriter<byte> output)
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
    }
}
