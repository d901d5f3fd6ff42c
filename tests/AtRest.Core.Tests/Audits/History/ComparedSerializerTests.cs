using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits.History;

public sealed class ComparedSerializerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_WhatWasWritten_IsTheSame_AndShowsNoChange()
    {
        var evidence = CaseWorld.With([]);
        var written = await BytesAsync(PreviousAudit.Of(Audit(evidence)));

        var read = await ReadAsync(written);

        (await BytesAsync(read)).ShouldBe(written);
        read.Clusters.ShouldHaveSingleItem().Findings.Length.ShouldBeGreaterThan(30);
        read.KeyPolicies.ShouldNotBeEmpty();
        Audit(evidence with { Previous = read }).Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kms:Decrypt", "kms:Encrypt")]
    [InlineData("\"reportId\"", "\"reportID\"")]
    [InlineData("\"clusters\":[", "\"clusters\":[7,")]
    [InlineData("{\"reportId\"", "\"reportId\"")]
    public async Task Read_Changed_IsRefused(string right, string wrong)
    {
        var text = Encoding.UTF8.GetString(await BytesAsync(PreviousAudit.Of(Audit(CaseWorld.With([])))));
        text.ShouldContain(right);

        await Should.ThrowAsync<ReportFormatException>(() => ReadAsync(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal))));
    }

    private static AuditReport Audit(AuditEvidence evidence) => new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(evidence);

    private static async Task<byte[]> BytesAsync(PreviousAudit audit)
    {
        using var stream = new MemoryStream();
        await ComparedSerializer.WriteAsync(audit, stream, Cancellation);
        return stream.ToArray();
    }

    private static Task<PreviousAudit> ReadAsync(byte[] bytes) => ComparedSerializer.ReadAsync(new MemoryStream(bytes), Cancellation);
}
