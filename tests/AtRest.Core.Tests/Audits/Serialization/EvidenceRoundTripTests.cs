using AtRest.Core.Audits;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.Core.Tests.Audits.Serialization;

public sealed class EvidenceRoundTripTests
{
    [Fact]
    public void Write_WhatWasRead_GivesTheSameBytes() => EvidenceGen.Evidence.SampleFixed(evidence =>
    {
        var bytes = Write(evidence);
        return Write(EvidenceSerializer.Read(new MemoryStream(bytes))).AsSpan().SequenceEqual(bytes);
    });

    [Fact]
    public void Write_SameEvidenceTwice_GivesTheSameBytes() =>
        EvidenceGen.Evidence.SampleFixed(evidence => Write(evidence).AsSpan().SequenceEqual(Write(evidence with { AuditedAt = evidence.AuditedAt.ToUniversalTime() })));

    [Fact]
    public async Task WriteAsync_AndReadAsync_DoAsTheirSynchronousTwins()
    {
        var token = TestContext.Current.CancellationToken;
        var evidence = EvidenceGen.Evidence.Single();
        using var stream = new MemoryStream();

        await EvidenceSerializer.WriteAsync(evidence, stream, token);

        stream.ToArray().ShouldBe(Write(evidence));
        stream.Position = 0;
        Write(await EvidenceSerializer.ReadAsync(stream, token)).ShouldBe(Write(evidence));
    }

    private static byte[] Write(AuditEvidence evidence)
    {
        using var stream = new MemoryStream();
        EvidenceSerializer.Write(evidence, stream);
        return stream.ToArray();
    }
}
