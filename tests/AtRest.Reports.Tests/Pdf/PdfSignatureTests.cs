using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.Pkcs;
using System.Text.RegularExpressions;
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
    public async Task Check_OfASignedFile_FindsEveryChange(string format)
    {
        var report = SampleReports.Bank();
        var unsigned = (await Renderers.RenderAsync(format, report)).Length;
        var end = (await SignedAsync(format))[unsigned..];
        var renderer = (IEndsWithSignature)Renderers.Of(format);
        ImmutableArray<VerificationKey> trusted = [signing.PublicKey];

        renderer.CheckEnd(report, end, trusted).State.ShouldBe(ProofState.Proven);
        renderer.CheckEnd(report, end, []).State.ShouldBe(ProofState.Note);
        renderer.CheckEnd(report, [.. end, (byte)'\n'], trusted).State.ShouldBe(ProofState.Wrong);
        renderer.CheckEnd(report, end[..^1], trusted).State.ShouldBe(ProofState.Wrong);
        renderer.CheckEnd(report, [.. end, .. "9 0 obj\n<<>>\nendobj\n"u8], trusted).State.ShouldBe(ProofState.Wrong);

        // Each check makes the document again, so only some of the bytes.
        var places = Enumerable.Range(0, end.Length).Where(place => place % 31 == 0).ToList();
        foreach (var place in places.Take(format == "pdf" ? 4 : 100))
        {
            var changed = end.ToArray();
            changed[place] ^= 1;
            renderer.CheckEnd(report, changed, trusted).State.ShouldBe(ProofState.Wrong, $"byte {place}");
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

    private async Task<byte[]> SignedAsync(string format)
    {
        using var services = Services(TimeProvider.System);
        using var stream = new MemoryStream();
        await services.GetServices<IReportRenderer>().Single(renderer => renderer.Format == format).RenderAsync(SampleReports.Bank(), stream, Cancellation);
        return stream.ToArray();
    }

    private ServiceProvider Services(TimeProvider time) =>
        new ServiceCollection().AddSingleton(time).AddSingleton<ISigningKeySource>(new FixedSigningKey(signing)).AddAtRestReports().BuildServiceProvider();

    private static (byte[] Signed, byte[] Cms, int Contents) Parts(byte[] bytes)
    {
        var range = RangePattern().Match(System.Text.Encoding.Latin1.GetString(bytes));
        var numbers = Enumerable.Range(1, 3).Select(group => int.Parse(range.Groups[group].Value, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();
        var hex = System.Text.Encoding.ASCII.GetString(bytes[(numbers[0] + 1)..(numbers[1] - 1)]);
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
