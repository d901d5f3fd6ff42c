using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits.Serialization;

/// <summary>Saved evidence that arrives in parts, cut anywhere.</summary>
public sealed class EvidenceStreamTests
{
    private static readonly Lazy<byte[]> Saved = new(() =>
    {
        using var stream = new MemoryStream();
        EvidenceSerializer.Write(Evidence(), stream);
        return stream.ToArray();
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public async Task Evidence_InParts_IsReadAndWrittenUnchanged(int length)
    {
        var read = await EvidenceSerializer.ReadAsync(new Parts(Saved.Value, length), Cancellation);

        Write(read).ShouldBe(Saved.Value);
        Write(EvidenceSerializer.Read(new Parts(Saved.Value, length))).ShouldBe(Saved.Value);
    }

    [Theory]
    [InlineData("\"keyState\": \"Enabled\"", "\"keyState\": \"Disabled\"", "kms:DescribeKey of arn:aws:kms:")]
    [InlineData("\"schemaVersion\": \"1\"", "\"schemaVersion\": \"7\"", "schema version '7'")]
    [InlineData("\"schemaVersion\": \"1\",", "", "has no 'schemaVersion'")]
    [InlineData("\"auditId\"", "\"auditID\"", "auditID")]
    [InlineData("\"keyState\": \"Enabled\"", "\"keyState\": Enabled", "'E' is not allowed here.")]
    [InlineData("\"keyState\": \"Enabled\"", "\"keyState\": \"\\ud800\"", "$.clouds.keys")]
    [InlineData("\"keys\": [", "\"keys\": [,", "',' is not allowed here.")]
    public async Task Fault_InParts_IsNamedAsInOnePiece(string right, string wrong, string expected)
    {
        var text = Encoding.UTF8.GetString(Saved.Value);
        text.ShouldContain(right);
        var faulty = Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal));

        var whole = Should.Throw<EvidenceFormatException>(() => EvidenceSerializer.Read(new MemoryStream(faulty))).Message;

        whole.ShouldContain(expected);
        (await Should.ThrowAsync<EvidenceFormatException>(() => EvidenceSerializer.ReadAsync(new Parts(faulty, 3), Cancellation))).Message.ShouldBe(whole);
    }

    /// <summary>Broken JSON and another version are reported before anything else.</summary>
    [Theory]
    [InlineData("{ \"unknown\": 1, \"schemaVersion\": \"1\", ", "is not JSON")]
    [InlineData("{ \"unknown\": 1, \"schemaVersion\": \"9\" }", "schema version '9'")]
    [InlineData("[ 1, 2 ]", "has no 'schemaVersion'")]
    [InlineData("[ 1, 2 ", "is not JSON")]
    [InlineData("null", "has no 'schemaVersion'")]
    [InlineData("  \n ", "The text is empty.")]
    public void Faults_AreNamedInTheirOrder(string text, string expected) =>
        Should.Throw<EvidenceFormatException>(() => EvidenceSerializer.Read(new Parts(Encoding.UTF8.GetBytes(text), 2))).Message.ShouldContain(expected);

    /// <summary>The keys of the healthy fleet, with their hashes.</summary>
    private static AuditEvidence Evidence()
    {
        var evidence = CaseWorld.With([]);
        return evidence with { Clouds = new CloudEvidence(new AwsSlice { Keys = [.. evidence.Clouds.Aws.Keys.Select(Hashed)] }) };
    }

    private static KmsKeyEvidence Hashed(KmsKeyEvidence key) => key with
    {
        Metadata = Hashed(key.Metadata),
        Policy = key.Policy with { Sha256 = EvidenceHash.OfText(key.Policy.Value!.Json) },
        RotationStatus = Hashed(key.RotationStatus),
        Rotations = Hashed(key.Rotations),
        Grants = Hashed(key.Grants),
        LastUsage = Hashed(key.LastUsage),
    };

    private static Collected<T> Hashed<T>(Collected<T> collected)
        where T : class => collected.Value is { } value ? collected with { Sha256 = EvidenceHash.OfValue(value) } : collected;

    private static byte[] Write(AuditEvidence evidence)
    {
        using var stream = new MemoryStream();
        EvidenceSerializer.Write(evidence, stream);
        return stream.ToArray();
    }

    /// <summary>Gives no more than some bytes at a time, and cannot go back.</summary>
    private sealed class Parts(byte[] content, int length) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, length));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(buffer.Length, length)], cancellationToken);
    }
}
