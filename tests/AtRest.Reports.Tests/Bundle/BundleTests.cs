using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Reports.Bundle;
using AtRest.Reports.Signing;
using AtRest.Reports.Tests.Samples;
using AtRest.Reports.Verifying;
using AtRest.Reports.Zip;
using AtRest.Tests.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests.Bundle;

public sealed class BundleTests : IDisposable
{
    private static readonly ToolInfo Tool = new("AtRest", "0.1.0");

    private readonly TestKey key = new();
    private readonly SigningKey signing;

    public BundleTests() => signing = SigningKey.Read(key.Pem, null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bundle_OfTheSameReport_HasTheSameBytes() =>
        (await Renderers.RenderAsync("bundle", SampleReports.Bank())).ShouldBe(await Renderers.RenderAsync("bundle", SampleReports.Bank()));

    [Fact]
    public async Task Bundle_Always_HasEveryFormatAsItIsAlone()
    {
        var report = SampleReports.Bank();
        using var zip = Open(await Renderers.RenderAsync("bundle", report));

        foreach (var renderer in Renderers.All().Where(renderer => renderer.Format != "bundle"))
        {
            (await ReadAsync(zip, renderer.FileName)).ShouldBe(await Renderers.RenderAsync(renderer.Format, report), renderer.Format);
        }

        using var evidence = new MemoryStream();
        await report.WriteEvidence!(evidence, Cancellation);
        (await ReadAsync(zip, "evidence.json")).ShouldBe(evidence.ToArray());
        var readme = Encoding.UTF8.GetString(await ReadAsync(zip, "README.txt"));
        zip.Entries.ShouldAllBe(entry => entry.Name == "README.txt" || readme.Contains(entry.Name, StringComparison.Ordinal));
        zip.GetEntry("manifest.dsse.json").ShouldBeNull();
    }

    [Fact]
    public async Task Manifest_Always_HasTheDigestOfEveryFile()
    {
        using var zip = Open(await Renderers.RenderAsync("bundle", SampleReports.Bank()));
        using var manifest = JsonDocument.Parse(await ReadAsync(zip, "manifest.json"));

        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();

        files.Select(file => file.GetProperty("name").GetString()).Append("manifest.json").ShouldBe(zip.Entries.Select(entry => entry.FullName));
        foreach (var file in files)
        {
            var content = await ReadAsync(zip, file.GetProperty("name").GetString()!);
            file.GetProperty("length").GetInt64().ShouldBe(content.Length);
            file.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
        }

        manifest.RootElement.GetProperty("tool").GetProperty("name").GetString().ShouldBe("AtRest");
        manifest.RootElement.GetProperty("ruleCatalogue").GetProperty("sha256").GetString()!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task Bundle_SignedTwice_DiffersInItsSignatureOnly()
    {
        using var first = Open(await SmallAsync(withKey: true));
        using var second = Open(await SmallAsync(withKey: true));

        first.Entries.Select(entry => entry.FullName).ShouldBe(second.Entries.Select(entry => entry.FullName));
        first.Entries[^1].FullName.ShouldBe("manifest.dsse.json");
        foreach (var name in first.Entries.SkipLast(1).Select(entry => entry.FullName))
        {
            (await ReadAsync(first, name)).ShouldBe(await ReadAsync(second, name));
        }
    }

    [Theory]
    [InlineData(true, ProofState.Proven)]
    [InlineData(false, ProofState.NotProven)]
    public async Task Verify_OfAWholeBundle_SaysWhetherItIsSigned(bool withKey, ProofState state) => (await VerifyAsync(await SmallAsync(withKey))).ShouldBe(state);

    [Fact]
    public async Task Verify_WithoutOrWithAnotherKey_ProvesNothing()
    {
        var bundle = await SmallAsync(withKey: true);
        using var other = new TestKey();

        (await VerifyAsync(bundle, trusted: [])).ShouldBe(ProofState.NotProven);
        (await VerifyAsync(bundle, trusted: [.. KeySet.Read(Encoding.ASCII.GetBytes(other.PublicPem))])).ShouldBe(ProofState.NotProven);
        (await VerifyAsync(bundle, trusted: [.. KeySet.Read(Encoding.ASCII.GetBytes(other.PublicPem)), signing.PublicKey])).ShouldBe(ProofState.Proven);
    }

    /// <summary>Every byte, in each of three ways: one bit, the case of a letter, all bits.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verify_OfABundleWithAnyByteChanged_FindsIt(bool withKey)
    {
        var bundle = await SmallAsync(withKey);
        var missed = new List<string>();
        for (var place = 0; place < bundle.Length; place++)
        {
            foreach (var change in new byte[] { 0x01, 0x20, 0xFF })
            {
                bundle[place] ^= change;
                if (await VerifyAsync(bundle) != ProofState.Wrong)
                {
                    missed.Add($"{place} ^ {change}");
                }

                bundle[place] ^= change;
            }
        }

        missed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Verify_OfABundleCutAnywhere_FindsIt()
    {
        var bundle = await SmallAsync(withKey: true);
        for (var length = 0; length < bundle.Length; length += 7)
        {
            (await VerifyAsync(bundle[..length])).ShouldBe(ProofState.Wrong, $"{length} bytes");
        }
    }

    public static TheoryData<string> Tricks => ["trailing bytes", "leading bytes", "comment", "another entry", "the same entry twice", "a path", "a parent folder", "without its signature and bytes between", "re-packed"];

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task Verify_OfABundleWithTricks_FindsThem(string trick)
    {
        var bundle = await SmallAsync(withKey: true);
        byte[] changed = trick switch
        {
            "trailing bytes" => [.. bundle, 0],
            "leading bytes" => [0, .. bundle],
            "comment" => [.. bundle[..^2], 1, 0, (byte)'x'],
            "another entry" => Change(bundle, zip => Add(zip, "more.txt")),
            "the same entry twice" => Change(bundle, zip => Add(zip, "report.json")),
            "a path" => Change(bundle, zip => Add(zip, "folder/report.json")),
            "a parent folder" => Change(bundle, zip => Add(zip, "../report.json")),
            "re-packed" => Change(bundle, zip => zip.Entries[0].LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            _ => [.. bundle[..100], .. new byte[10], .. bundle[100..]],
        };

        (await VerifyAsync(changed)).ShouldBe(ProofState.Wrong);
    }

    public static TheoryData<string> Forgeries =>
    [
        "entry twice", "signature twice", "entry in another case", "unknown entry", "entry missing", "entries in another order", "after the end", "before the directory", "before the first entry",
        "before the first entry, places kept", "comment of the file", "comment of an entry", "another name in the local header", "another method in the local header", "another time in the local header",
        "sizes in the local header", "extra field in the local header", "extra field in the directory", "symbolic link", "executable", "made on Windows", "text flag", "encrypted flag", "another place in the directory",
        "another disk", "number of entries on this disk", "64-bit record", "stored content", "other content of the same length", "content of another entry",
    ];

    /// <summary>
    /// A ZIP file in the very layout of AtRest, with one thing that AtRest does not write. Programs that unpack ZIP files accept most of them, and some show another content than a verifier would read. None
    /// needs to be understood: <see cref="ZipReader"/> makes all bytes around the contents again from names, sizes and checksums, and accepts no other bytes.
    /// </summary>
    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Verify_OfABundleForgedInItsOwnLayout_FindsIt(string forgery)
    {
        var zip = await ForgedZip.OfAsync(await SmallAsync(withKey: true), Cancellation);
        (await VerifyAsync(zip.Write())).ShouldBe(ProofState.Proven, "the forger can write what AtRest writes");

        zip.Forge(forgery);

        (await VerifyAsync(zip.Write())).ShouldBe(ProofState.Wrong);
        (await VerifyAsync(zip.Write(), trusted: [])).ShouldBe(ProofState.Wrong);
    }

    /// <summary>Without the signature, a bundle is unsigned: everybody can write it.</summary>
    [Fact]
    public async Task Verify_OfABundleWithoutItsSignature_IsNotProven()
    {
        var zip = await ForgedZip.OfAsync(await SmallAsync(withKey: true), Cancellation);

        zip.Parts.RemoveAt(zip.Parts.Count - 1);

        (await VerifyAsync(zip.Write())).ShouldBe(ProofState.NotProven);
    }

    /// <summary>A small file that says it is large, and one that decompresses to more than it says.</summary>
    [Fact]
    public async Task Copy_OfAnEntryThatIsLongerThanItSays_StopsThere()
    {
        using var packed = new MemoryStream();
        var zip = new ZipWriter(packed);
        await zip.AddAsync("bomb.txt", ZipLayout.Deflated, (stream, token) => stream.WriteAsync(new byte[50_000_000], token).AsTask(), Cancellation);
        await zip.CompleteAsync(Cancellation);
        var reader = await ZipReader.OpenAsync(packed, Cancellation);
        var counted = new CountingStream();

        await Should.ThrowAsync<FormatException>(() => reader.CopyAsync(reader.Entries[0] with { Length = 1000 }, counted, Cancellation));

        counted.Count.ShouldBe(1001);
    }

    /// <summary>A PDF in a bundle has its own signature, which must be valid too. Whose it is, the signature of the bundle says.</summary>
    [Fact]
    public async Task Verify_OfABundleWithAPdfWhoseOwnSignatureIsWrong_FindsIt()
    {
        await using var services = new ServiceCollection().AddSingleton<ISigningKeySource>(new FixedSigningKey(signing)).AddAtRestReports().BuildServiceProvider();
        using var pdf = new MemoryStream();
        await services.GetServices<IReportRenderer>().Single(renderer => renderer.Format == "pdf-executive").RenderAsync(SampleReports.Single(), pdf, Cancellation);
        var content = pdf.ToArray();
        using var other = new TestKey();
        using var signedByAnother = SigningKey.Read(other.Pem, null);

        (await VerifyAsync(await WithPdfAsync(signing), renderers: Renderers.All())).ShouldBe(ProofState.Proven);
        (await VerifyAsync(await WithPdfAsync(signedByAnother), [signedByAnother.PublicKey], Renderers.All())).ShouldBe(ProofState.Note);
        content[1000] ^= 1;
        (await VerifyAsync(await WithPdfAsync(signing), renderers: Renderers.All())).ShouldBe(ProofState.Wrong);

        async Task<byte[]> WithPdfAsync(SigningKey by)
        {
            using var stream = new MemoryStream();
            await new ReportBundle(new ReportSigner(new FixedSigningKey(by), TimeProvider.System)).WriteAsync(
                SampleReports.Single(),
                [new BundlePart("pdf-executive", "report-executive.pdf", "application/pdf", (file, token) => file.WriteAsync(content, token).AsTask())],
                stream,
                Cancellation);
            return stream.ToArray();
        }
    }

    /// <summary>The statement names the files of another bundle, signed by the right key.</summary>
    [Fact]
    public async Task Verify_OfABundleWithAnothersSignature_FindsIt()
    {
        using var other = Open(await SmallAsync(withKey: true, text: "another report"));
        var envelope = await ReadAsync(other, "manifest.dsse.json");
        using var packed = new MemoryStream();
        using var own = Open(await SmallAsync(withKey: true));
        var zip = new ZipWriter(packed);
        foreach (var entry in own.Entries)
        {
            var content = entry.Name == "manifest.dsse.json" ? envelope : await ReadAsync(own, entry.Name);
            await zip.AddAsync(entry.Name, entry.Name.StartsWith("manifest", StringComparison.Ordinal) ? ZipLayout.Stored : ZipLayout.Deflated, (stream, token) => stream.WriteAsync(content, token).AsTask(), Cancellation);
        }

        await zip.CompleteAsync(Cancellation);
        (await VerifyAsync(packed.ToArray())).ShouldBe(ProofState.Wrong);
    }

    public void Dispose()
    {
        signing.Dispose();
        key.Dispose();
    }

    private static void Add(ZipArchive zip, string name)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.WriteByte(1);
    }

    private static byte[] Change(byte[] bundle, Action<ZipArchive> change)
    {
        using var stream = new MemoryStream();
        stream.Write(bundle);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            change(zip);
        }

        return stream.ToArray();
    }

    /// <summary>A bundle with the real structure and small files.</summary>
    private async Task<byte[]> SmallAsync(bool withKey, string text = "report")
    {
        using var stream = new MemoryStream();
        var bundle = new ReportBundle(new ReportSigner(new FixedSigningKey(withKey ? signing : null), TimeProvider.System));
        Func<Stream, CancellationToken, Task> Content(string content) => (file, token) => file.WriteAsync(Encoding.UTF8.GetBytes(content), token).AsTask();
        await bundle.WriteAsync(
            SampleReports.Single(),
            [new BundlePart("json", "report.json", "application/json", Content(text)), BundlePart.OfEvidence(Content(string.Concat(Enumerable.Repeat("evidence ", 40))))],
            stream,
            Cancellation);
        return stream.ToArray();
    }

    private async Task<ProofState> VerifyAsync(byte[] bundle, VerificationKey[]? trusted = null, IEnumerable<IReportRenderer>? renderers = null)
    {
        var file = new GivenFile("report.bundle.zip", "report.bundle.zip", () => new MemoryStream(bundle), _ => []);
        var request = new VerifyRequest { Files = [file], Trusted = [.. trusted ?? [signing.PublicKey]], JudgeAgain = false, Tool = Tool };
        return (await new ReportVerifier(renderers ?? []).VerifyAsync(request, Cancellation)).Single().State;
    }

    private static ZipArchive Open(byte[] bundle) => new(new MemoryStream(bundle));

    private static async Task<byte[]> ReadAsync(ZipArchive zip, string name)
    {
        using var content = new MemoryStream();
        await using var stream = await zip.GetEntry(name)!.OpenAsync(Cancellation);
        await stream.CopyToAsync(content, Cancellation);
        return content.ToArray();
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
