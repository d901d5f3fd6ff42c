using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>Writes answers, one per line.</summary>
internal sealed class AnswerWriter : IDisposable
{
    // Answers are for programs, not for web pages, so only characters that JSON requires to be escaped are escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Utf8JsonWriter json = new(Stream.Null, Options);

    public void Dispose() => json.Dispose();

    public void WriteDecision(IBufferWriter<byte> output, ReadOnlySpan<byte> id, AccessDecision decision, bool withGrants)
    {
        Begin(output, id);
        json.WriteString("decision"u8, AnswerWords.Of(decision.Outcome));
        json.WriteStartArray("statements"u8);
        foreach (var statement in decision.Statements)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, statement.Index);
            if (statement.Sid is { } sid)
            {
                json.WriteString("sid"u8, sid);
            }

            json.WriteString("effect"u8, AnswerWords.Of(statement.Effect));
            WriteMatch(statement.Matches, statement.Because);
        }

        json.WriteEndArray();
        if (withGrants)
        {
            WriteGrants(decision);
        }

        End(output);
    }

    public void WriteError(IBufferWriter<byte> output, ReadOnlySpan<byte> id, string error)
    {
        Begin(output, id);
        json.WriteString("error"u8, error);
        End(output);
    }

    private void WriteGrants(AccessDecision decision)
    {
        json.WriteStartArray("grants"u8);
        foreach (var grant in decision.Grants)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, grant.Index);
            if (grant.GrantId is { } grantId)
            {
                json.WriteString("grantId"u8, grantId);
            }

            WriteMatch(grant.Matches, grant.Because);
        }

        json.WriteEndArray();
    }

    private void WriteMatch(Ternary matches, string because)
    {
        json.WriteString("matches"u8, AnswerWords.Of(matches));
        json.WriteString("because"u8, because);
        json.WriteEndObject();
    }

    private void Begin(IBufferWriter<byte> output, ReadOnlySpan<byte> id)
    {
        json.Reset(output);
        json.WriteStartObject();
        if (!id.IsEmpty)
        {
            // Unchanged: a number of any length, or a string with its escape sequences.
            json.WritePropertyName("id"u8);
            json.WriteRawValue(id, skipInputValidation: true);
        }
    }

    private void End(IBufferWriter<byte> output)
    {
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }
}
