using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.Pkcs;
using System.Text;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Reports.Pdf;
using AtRest.Reports.Pdf.Drawing;
using AtRest.Reports.Signing;
using AtRest.Reports.Tests.Samples;
using AtRest.Reports.Verifying;
using AtRest.Tests.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests.Pdf;

public sealed partial class PdfSignatureTests : IDisposable
{
    private readonly TestKey key = new();
    private readonly SigningKey signing;

    public PdfSignatureTests() => signing = SigningKey.Read(key.Pem, null);

    public static TheoryData<string> Formats => [.. ReadPdf.Formats];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Signature_WithAKey_IsOverTheWholeFile(string format)
    {
        var bytes = await SignedAsync(format);

        var (signed, cms, contents) = Parts(bytes);

        var message = new SignedCms(new ContentInfo(signed), detached: true);
        message.Decode(cms);
        message.CheckSignature(verifySignatureOnly: true);
        message.SignerInfos[0].Certificate!.RawData.ShouldBe(key.Certificate.RawData);
        message.SignerInfos[0].SignedAttributes.Cast<System.Security.Cryptography.CryptographicAttributeObject>().ShouldContain(attribute => attribute.Oid.Value == "1.2.840.113549.1.9.16.2.47");
        (signed.Length + contents).ShouldBe(bytes.Length, "all but the signature itself");
        using var pdf = new ReadPdf(bytes);
        pdf.Pages[0].Text.ShouldContain("Zürcher Handelsbank AG");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Signature_WithAKey_LeavesTheReportsBytesAsTheyAre(string format)
    {
        var unsigned = await Renderers.RenderAsync(format, SampleReports.Bank());
        var signed = await SignedAsync(format);

        signed.Length.ShouldBeGreaterThan(unsigned.Length);
        signed.AsSpan(0, unsigned.Length).SequenceEqual(unsigned).ShouldBeTrue();
        unsigned.AsSpan().IndexOf("/ByteRange"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task Signature_IsValidForOpenSsl()
    {
        var folder = Directory.CreateTempSubdirectory("atrest-pdf").FullName;
        try
        {
            var (signed, cms, _) = Parts(await SignedAsync("pdf-executive"));
            await File.WriteAllBytesAsync(Path.Combine(folder, "signed.bin"), signed, Cancellation);
            await File.WriteAllBytesAsync(Path.Combine(folder, "signature.der"), cms, Cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder, "certificate.pem"), key.CertificatePem, Cancellation);

            (await OpenSslAsync(folder)).ShouldBe(0);
            signed[1_000] ^= 1;
            await File.WriteAllBytesAsync(Path.Combine(folder, "signed.bin"), signed, Cancellation);
            (await OpenSslAsync(folder)).ShouldNotBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task CheckSignature_OfASignedFile_SaysWhoseItIs(string format)
    {
        var file = await SignedAsync(format);
        using var other = new TestKey();

        Check(format, file, signing.PublicKey).ShouldHaveSingleItem().State.ShouldBe(ProofState.Proven);
        Check(format, file).ShouldHaveSingleItem().Text.ShouldContain("nothing shows whose key that is");
        var unknown = Check(format, file, [.. KeySet.Read(Encoding.ASCII.GetBytes(other.PublicPem))]).ShouldHaveSingleItem();
        unknown.State.ShouldBe(ProofState.NotProven);
        unknown.Text.ShouldContain("CN=Test signer");
        Check(format, await Renderers.RenderAsync(format, SampleReports.Bank()), signing.PublicKey).ShouldBeEmpty();
    }

    /// <summary>Every byte of the signature, and some of the document, in three ways: one bit, the case of a letter, all bits. None of them needs the evidence.</summary>
    [Theory]
    [InlineData("pdf-executive", 1)]
    [InlineData("pdf", 61)]
    public async Task CheckSignature_OfAChangedFile_FindsEveryChange(string format, int step)
    {
        var file = await SignedAsync(format);
        var document = (await Renderers.RenderAsync(format, SampleReports.Bank())).Length;
        var missed = new List<string>();
        foreach (var place in Enumerable.Range(0, document).Where(place => place % (997 * step) == 0 || place > document - 60 / step).Concat(Enumerable.Range(document, file.Length - document).Where(place => place % step == 0)))
        {
            foreach (var change in new byte[] { 0x01, 0x20, 0xFF })
            {
                file[place] ^= change;
                if (Check(format, file, signing.PublicKey) is not [{ State: ProofState.Wrong }])
                {
                    missed.Add($"{place} ^ {change}");
                }

                file[place] ^= change;
            }
        }

        missed.ShouldBeEmpty();
    }

    [Fact]
    public async Task CheckSignature_OfAFileWithMoreOrLess_FindsIt()
    {
        var file = await SignedAsync("pdf-executive");
        var document = (await Renderers.RenderAsync("pdf-executive", SampleReports.Bank())).Length;
        byte[][] changed =
        [
            [.. file, (byte)'\n'],
            [0, .. file],
            file[..^1],
            [.. file, .. "9 0 obj\n<<>>\nendobj\n"u8],
            [.. file, .. file[document..]],
            [.. file[..document], .. "\n"u8, .. file[document..]],
            file[..(document + 400)],
        ];

        changed.Select(bytes => Check("pdf-executive", bytes, signing.PublicKey).Select(proof => proof.State).ToList()).ShouldAllBe(states => states.Count == 1 && states[0] == ProofState.Wrong);
    }

    /// <summary>Another document by another key, whose signature says that it is over the whole file: valid, and not by a key that the caller trusts.</summary>
    [Fact]
    public async Task CheckSignature_OfAFileSignedByAStrangerAfterwards_IsNotProven()
    {
        using var stranger = new TestKey();
        using var key = SigningKey.Read(stranger.Pem, null);

        var proofs = Check("pdf-executive", await SignedAsync("pdf-executive", key), signing.PublicKey);

        proofs.ShouldHaveSingleItem().State.ShouldBe(ProofState.NotProven);
        proofs[0].Text.ShouldContain("not one of the keys that you gave");
    }

    [Fact]
    public async Task CheckSignature_ByACertificateThatWasNotValid_IsNotProven()
    {
        using var expired = new TestKey(until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var key = SigningKey.Read(expired.Pem, null);
        var file = await SignedAsync("pdf-executive", key, new FixedTime(new DateTimeOffset(2020, 6, 1, 0, 0, 0, TimeSpan.Zero)));

        Check("pdf-executive", file, key.PublicKey).ShouldHaveSingleItem().State.ShouldBe(ProofState.Proven);

        // AtRest refuses to sign then, so without its check.
        var document = FullDocument.Write(SampleReports.Single(), Cancellation);
        var late = PdfSignature.Sign(document, key, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var proofs = PdfSignature.Check([.. document.Bytes, .. late], [key.PublicKey]);
        proofs.Select(proof => proof.State).ShouldBe([ProofState.Proven, ProofState.NotProven]);
        proofs[1].Text.ShouldContain("was not valid when the report was signed");
    }

    /// <summary>Names are in the document as they are: one that looks like a part of a PDF must not change what is read or signed.</summary>
    [Theory]
    [InlineData("/ByteRange[0 0000000000 0000000000 0000000000]/Contents<00>>>\nendobj\n")]
    [InlineData("/Type/Catalog /Type/Page/ /Type/Pages/ <<>> endobj")]
    [InlineData("/Type/Font /ABCDEF+Name /FlateDecode /Type/Metadata /Length 12 /Length1 3")]
    [InlineData("trailer <</Size 1/Root 1 0 R/Info 2 0 R/Prev 1>> startxref 1 %%EOF")]
    [InlineData(") >> endobj 9 0 obj << /Root 7 0 R (")]
    public async Task Names_ThatLookLikeAPdf_ChangeNothing(string name)
    {
        var report = SampleReports.Bank();
        report = report with { OrganizationName = name, Clusters = [.. report.Clusters.Select(audit => audit with { Cluster = audit.Cluster with { Name = name } })] };
        foreach (var format in ReadPdf.Formats)
        {
            var unsigned = await Renderers.RenderAsync(format, report);
            var file = await SignedAsync(format, report: report);

            Check(format, unsigned, signing.PublicKey).ShouldBeEmpty();
            Check(format, file, signing.PublicKey).ShouldHaveSingleItem().State.ShouldBe(ProofState.Proven);
            ((IEndsWithSignature)Renderers.Of(format)).IsSignature(report, file[unsigned.Length..]).ShouldBeTrue();
            using var pdf = new ReadPdf(file);
            pdf.Pages[0].Text.ShouldContain(name.ReplaceLineEndings(" ").TrimEnd());
            pdf.Document.Information.Title!.ShouldContain(name.ReplaceLineEndings(" ")[..30]);
            using var plain = new ReadPdf(unsigned);
            pdf.Pages.Count.ShouldBe(plain.Pages.Count);
            pdf.Bookmarks().ShouldBe(plain.Bookmarks());
        }
    }

    [Fact]
    public async Task IsSignature_OfWhatFollowsTheDocument_AcceptsNothingElse()
    {
        var report = SampleReports.Bank();
        var end = (await SignedAsync("pdf-executive"))[(await Renderers.RenderAsync("pdf-executive", report)).Length..];
        var renderer = (IEndsWithSignature)Renderers.Of("pdf-executive");

        renderer.IsSignature(report, end).ShouldBeTrue();
        renderer.IsSignature(report, [.. end, (byte)'\n']).ShouldBeFalse();
        renderer.IsSignature(report, end[..^1]).ShouldBeFalse();
        renderer.IsSignature(report, [.. "8 0 obj\n<<>>\nendobj\n"u8, .. end]).ShouldBeFalse();
        renderer.IsSignature(report, [.. end, .. "9 0 obj\n<<>>\nendobj\n"u8]).ShouldBeFalse();

        // Of its text, so not of the time, of the numbers of the range that depend on the document, and of the message in it: those are what CheckSignature checks.
        var text = Encoding.Latin1.GetString(end);
        foreach (var part in new[] { "/AcroForm", "/Annots", "/Rect[0 0 0 0]", "/F 132", "/Filter/Adobe.PPKLite", "xref", "/Prev", "startxref" })
        {
            renderer.IsSignature(report, Encoding.Latin1.GetBytes(text.Replace(part, part[..^1] + (char)(part[^1] ^ 1), StringComparison.Ordinal))).ShouldBeFalse(part);
        }
    }

    [Fact]
    public async Task Render_WithAnExpiredCertificate_Fails()
    {
        using var services = Services(new FixedTime(signing.NotAfter.AddDays(1)));

        await Should.ThrowAsync<SigningKeyException>(() => services.GetServices<IReportRenderer>().Single(one => one.Format == "pdf").RenderAsync(SampleReports.Single(), new MemoryStream(), Cancellation));
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    public void Dispose()
    {
        signing.Dispose();
        key.Dispose();
    }

    private static ImmutableArray<Proof> Check(string format, byte[] file, params ImmutableArray<VerificationKey> trusted) => ((IEndsWithSignature)Renderers.Of(format)).CheckSignature(file, trusted);

    private async Task<byte[]> SignedAsync(string format, SigningKey? by = null, TimeProvider? time = null, AuditReport? report = null)
    {
        using var services = Services(time ?? TimeProvider.System, by);
        using var stream = new MemoryStream();
        await services.GetServices<IReportRenderer>().Single(renderer => renderer.Format == format).RenderAsync(report ?? SampleReports.Bank(), stream, Cancellation);
        return stream.ToArray();
    }

    private ServiceProvider Services(TimeProvider time, SigningKey? by = null) =>
        new ServiceCollection().AddSingleton(time).AddSingleton<ISigningKeySource>(new FixedSigningKey(by ?? signing)).AddAtRestReports().BuildServiceProvider();

    private static (byte[] Signed, byte[] Cms, int Contents) Parts(byte[] bytes)
    {
        var range = RangePattern().Match(Encoding.Latin1.GetString(bytes));
        var numbers = Enumerable.Range(1, 3).Select(group => int.Parse(range.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        var hex = Encoding.ASCII.GetString(bytes[(numbers[0] + 1)..(numbers[1] - 1)]);
        bytes[numbers[0]].ShouldBe((byte)'<');
        bytes[numbers[1] - 1].ShouldBe((byte)'>');
        return ([.. bytes[..numbers[0]], .. bytes[numbers[1]..(numbers[1] + numbers[2])]], Convert.FromHexString(hex), numbers[1] - numbers[0]);
    }

    private static async Task<int> OpenSslAsync(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", "cms -verify -binary -inform DER -in signature.der -content signed.bin -CAfile certificate.pem -purpose any -out /dev/null") { WorkingDirectory = folder, RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return process.ExitCode;
    }

    [GeneratedRegex(@"/ByteRange\[0 ([0-9]{10}) ([0-9]{10}) ([0-9]{10})\]")]
    private static partial Regex RangePattern();
}
