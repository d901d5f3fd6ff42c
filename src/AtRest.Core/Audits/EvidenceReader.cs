using System.Text.Json;
using AtRest.Core.Clouds;
using AtRest.Core.Evidence.Json;

namespace AtRest.Core.Audits;

/// <summary>Reads saved evidence, or says what is wrong with it and where.</summary>
internal static class EvidenceReader
{
    public static AuditEvidence Read(Stream stream)
    {
        var (check, text) = Begin(stream);
        try
        {
            AuditEvidence? evidence;
            try
            {
                evidence = JsonSerializer.Deserialize<AuditEvidence>(text, CloudJson.Indented);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Broken JSON and another version are reported first.
                text.ReadToEnd();
                check.End();
                throw;
            }

            text.ReadToEnd();
            return End(check, evidence);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Refused(exception);
        }
    }

    public static async Task<AuditEvidence> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (check, text) = Begin(stream);
        try
        {
            AuditEvidence? evidence;
            try
            {
                evidence = await JsonSerializer.DeserializeAsync<AuditEvidence>(text, CloudJson.Indented, cancellationToken);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                await text.ReadToEndAsync(cancellationToken);
                check.End();
                throw;
            }

            await text.ReadToEndAsync(cancellationToken);
            return End(check, evidence);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Refused(exception);
        }
    }

    private static (EvidenceCheck Check, CheckedText Text) Begin(Stream stream)
    {
        var check = new EvidenceCheck();
        return (check, new CheckedText(stream, check));
    }

    private static AuditEvidence End(EvidenceCheck check, AuditEvidence? evidence)
    {
        check.End();
        check.RequireIntegrity();
        return EvidenceConsistency.Explain(evidence!) is { } problem ? throw new EvidenceFormatException($"The saved evidence contradicts itself: {problem}") : evidence!;
    }

    private static EvidenceFormatException Refused(Exception exception) => exception is JsonException json
        ? new EvidenceFormatException($"The saved evidence cannot be read{JsonFault.Place(json)}: {JsonFault.Reason(json)}", json)
        // System.Text.Json throws this for bytes or escapes that are not Unicode.
        : new EvidenceFormatException("The saved evidence cannot be read: a text in it is not valid Unicode.", exception);

    /// <summary>The text of saved evidence, checked before anything else reads it.</summary>
    private sealed class CheckedText(Stream text, EvidenceCheck check) : Stream
    {
        private const int BufferSize = 64 * 1024;

        private bool hasEnded;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer) => Checked(text.Read(buffer), buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Checked(await text.ReadAsync(buffer, cancellationToken), buffer.Span);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public void ReadToEnd()
        {
            var buffer = new byte[BufferSize];
            while (!hasEnded)
            {
                _ = Read(buffer.AsSpan());
            }
        }

        public async Task ReadToEndAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[BufferSize];
            while (!hasEnded)
            {
                _ = await ReadAsync(buffer.AsMemory(), cancellationToken);
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Checked(int count, ReadOnlySpan<byte> buffer)
        {
            if (count > 0)
            {
                check.Add(buffer[..count]);
            }
            else
            {
                hasEnded |= !buffer.IsEmpty;
            }

            return count;
        }
    }
}
