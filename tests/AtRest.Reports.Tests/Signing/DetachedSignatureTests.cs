using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;
using AtRest.Tests.Signing;

namespace AtRest.Reports.Tests.Signing;

/// <summary>A signature beside a file, as its signer, a stranger or another program could write it.</summary>
public sealed class DetachedSignatureTests : IDisposable
{
    private const string Report = "report.csv";
    private const string Signature = "report.dsse.json";
    private const string SignedAt = "2026-11-28T12:00:00Z";

    private readonly TestKey key = new();
    private readonly TestKey other = new();
    private readonly SigningKey signing;
    private readonly SigningKey foreign;
    private readonly Dictionary<string, byte[]> folder = new(StringComparer.Ordinal) { [Report] = "findingId\r\n"u8.ToArray(), ["evidence.json"] = "{\"auditedAt\": 1}"u8.ToArray() };

    public DetachedSignatureTests() => (signing, foreign) = (SigningKey.Read(key.Pem, null), SigningKey.Read(other.Pem, null));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_OfASignedFile_ProvesIt()
    {
        Sign();

        (await StateAsync()).ShouldBe(ProofState.Proven);
        (await StateAsync(trusted: [])).ShouldBe(ProofState.NotProven);
        (await StateAsync(trusted: [foreign.PublicKey])).ShouldBe(ProofState.NotProven);
        folder[Report][0] ^= 1;
        (await StateAsync()).ShouldBe(ProofState.Wrong);
    }

    /// <summary>Which of the digests counts would be the reader's choice: a file with either would be proven by someone.</summary>
    [Theory]
    [InlineData(Report)]
    [InlineData("REPORT.csv")]
    public async Task Verify_OfAStatementThatNamesAFileTwice_IsWrong(string second)
    {
        foreach (var digest in new[] { new string('0', 64), DigestOf(Report) })
        {
            Sign(Statement() with { Subject = [Subject(Report), StatementSubject.Of(new FileDigest(second, 0, digest))] });

            var proofs = await ProofsAsync();

            proofs.ShouldContain(proof => proof.State == ProofState.Wrong && proof.Text.Contains("names a file twice", StringComparison.Ordinal));
            (await ProofsAsync(name: Signature)).ShouldContain(proof => proof.State == ProofState.Wrong);
        }
    }

    /// <summary>Two names for one content say nothing that could be read in two ways.</summary>
    [Fact]
    public async Task Verify_OfAStatementWithTwoNamesForTheSameContent_ProvesIt()
    {
        Sign(Statement() with { Subject = [Subject(Report), StatementSubject.Of(new FileDigest("copy.csv", 0, DigestOf(Report)))] });

        (await StateAsync()).ShouldBe(ProofState.Proven);
    }

    public static TheoryData<string> Payloads => ["a digest twice", "a member twice", "an unknown member", "no digest", "no subject", "null", "not JSON", "a list", "deep", "another predicate", "another statement"];

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Verify_OfAnotherStatementByATrustedKey_IsWrong(string payload)
    {
        var text = Encoding.UTF8.GetString(Statement().Write());
        var digest = $"\"sha256\":\"{DigestOf(Report)}\"";
        string Replaced(string part, string by) => text.Contains(part, StringComparison.Ordinal) ? text.Replace(part, by, StringComparison.Ordinal) : throw new InvalidOperationException(part);
        var changed = payload switch
        {
            "a digest twice" => Replaced(digest, $"\"sha256\":\"{new string('0', 64)}\",{digest}"),
            "a member twice" => Replaced("\"predicateType\":", "\"predicateType\":\"x\",\"predicateType\":"),
            "an unknown member" => Replaced("\"predicateType\":", "\"more\":1,\"predicateType\":"),
            "no digest" => Replaced("\"sha256\"", "\"sha512\""),
            "no subject" => Replaced(text[text.IndexOf("\"subject\":[", StringComparison.Ordinal)..text.IndexOf("\"predicateType\"", StringComparison.Ordinal)], "\"subject\":[],"),
            "null" => "null",
            "not JSON" => "{",
            "a list" => "[]",
            "deep" => new string('[', 10_000),
            "another predicate" => Replaced(InTotoStatement.ReportPredicate, "https://slsa.dev/provenance/v1"),
            _ => Replaced(InTotoStatement.CurrentType, "https://in-toto.io/Statement/v1"),
        };
        folder[Signature] = Enveloped(Encoding.UTF8.GetBytes(changed)).Write();

        (await StateAsync()).ShouldBe(ProofState.Wrong);
        (await StateAsync(name: Signature)).ShouldBe(ProofState.Wrong);
    }

    [Fact]
    public async Task Verify_OfAnotherPayloadType_IsWrong()
    {
        folder[Signature] = Enveloped(Statement().Write(), "application/json").Write();

        (await ProofsAsync()).ShouldContain(proof => proof.State == ProofState.Wrong && proof.Text.Contains("another type of payload", StringComparison.Ordinal));
    }

    /// <summary>DSSE allows both forms of Base64, and no white space.</summary>
    [Theory]
    [InlineData("url-safe", ProofState.Proven)]
    [InlineData("without padding", ProofState.Proven)]
    [InlineData("line ends", ProofState.Wrong)]
    [InlineData("one space", ProofState.Wrong)]
    [InlineData("another character", ProofState.Wrong)]
    [InlineData("empty", ProofState.Wrong)]
    public async Task Verify_OfAnotherFormOfBase64_AcceptsWhatDsseAllows(string form, ProofState state)
    {
        var envelope = Enveloped(Statement().Write());
        string Rewritten(string base64) => form switch
        {
            "url-safe" => base64.Replace('+', '-').Replace('/', '_'),
            "without padding" => base64.TrimEnd('='),
            "line ends" => base64.Insert(40, "\r\n\r\n"),
            "one space" => base64.Insert(40, " "),
            "another character" => $"*{base64[1..]}",
            _ => "",
        };
        folder[Signature] = (envelope with { Payload = Rewritten(envelope.Payload), Signatures = [envelope.Signatures[0] with { Sig = Rewritten(envelope.Signatures[0].Sig) }] }).Write();

        (await StateAsync()).ShouldBe(state);
    }

    /// <summary>An envelope can have signatures of several keys (https://github.com/secure-systems-lab/dsse/blob/master/protocol.md): one by a trusted key is enough.</summary>
    [Theory]
    [InlineData("first", ProofState.Proven)]
    [InlineData("second", ProofState.Proven)]
    [InlineData("damaged", ProofState.Wrong)]
    [InlineData("only another", ProofState.Wrong)]
    [InlineData("two times", ProofState.Proven)]
    public async Task Verify_OfSeveralSignatures_NeedsOneByATrustedKey(string which, ProofState state)
    {
        var payload = Statement().Write();
        var (own, others) = (Enveloped(payload).Signatures[0], Enveloped(payload, by: foreign).Signatures[0]);
        ImmutableArray<EnvelopeSignature> signatures = which switch
        {
            "first" => [own, others],
            "second" => [others, own],
            "damaged" => [others, own with { Sig = others.Sig }],
            "only another" => [others],
            _ => [own, own],
        };
        folder[Signature] = (Enveloped(payload) with { Signatures = signatures }).Write();

        (await StateAsync()).ShouldBe(state);
    }

    [Theory]
    [InlineData(null, ProofState.Proven)]
    [InlineData("", ProofState.Proven)]
    [InlineData("0000", ProofState.Wrong)]
    public async Task Verify_OfAnotherKeyId_NeedsTheKeyThatItNames(string? keyId, ProofState state)
    {
        var envelope = Enveloped(Statement().Write());
        folder[Signature] = (envelope with { Signatures = [envelope.Signatures[0] with { KeyId = keyId }] }).Write();

        (await StateAsync()).ShouldBe(state);
    }

    public static TheoryData<string, ProofState> Certificates => new()
    {
        { "none", ProofState.Proven },
        { "of another key", ProofState.Wrong },
        { "damaged", ProofState.Wrong },
        { "expired", ProofState.NotProven },
        { "no time", ProofState.NotProven },
        { "far future", ProofState.NotProven },
    };

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task Verify_OfAnotherCertificateOrTime_SaysSo(string which, ProofState state)
    {
        var statement = Statement();
        Sign(statement with
        {
            Predicate = which switch
            {
                "none" => statement.Predicate with { Certificates = [] },
                "of another key" => statement.Predicate with { Certificates = [other.Certificate.RawData] },
                "damaged" => statement.Predicate with { Certificates = [[1, 2, 3]] },
                "expired" => statement.Predicate with { SignedAt = "2091-01-01T00:00:00Z" },
                "no time" => statement.Predicate with { SignedAt = "soon" },
                _ => statement.Predicate with { SignedAt = "99999999999999999999-01-01T00:00:00Z" },
            },
        });

        (await StateAsync()).ShouldBe(state);
    }

    /// <summary>An expired certificate does not stop a stranger from signing. The verifier says it.</summary>
    [Fact]
    public async Task Verify_OfACertificateThatHadExpired_IsNotProven()
    {
        using var expired = new TestKey(until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var late = SigningKey.Read(expired.Pem, null);
        folder[Signature] = Enveloped(Statement(late).Write(), by: late).Write();

        var proofs = await ProofsAsync(trusted: [late.PublicKey]);

        proofs.ShouldContain(proof => proof.State == ProofState.NotProven && proof.Text.Contains("was not valid when the report was signed", StringComparison.Ordinal));
        proofs.ShouldNotContain(proof => proof.State == ProofState.Wrong);
    }

    /// <summary>A file can have an older signature by a key that is no longer given.</summary>
    [Fact]
    public async Task Verify_OfTwoSignatureFiles_TakesTheTrustedOne()
    {
        folder["a.dsse.json"] = Enveloped(Statement(foreign).Write(), by: foreign).Write();
        folder["b.dsse.json"] = Enveloped(Statement().Write()).Write();

        (await StateAsync()).ShouldBe(ProofState.Proven);
    }

    /// <summary>The evidence beside the file is not the one that was signed with it. That needs no judgement.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verify_WithOtherEvidenceThanWasSigned_IsWrong(bool judgeAgain)
    {
        Sign();
        (await ProofsAsync()).ShouldContain(proof => proof.State == ProofState.Proven && proof.Text.Contains("'evidence.json' beside it has the SHA-256 that was signed", StringComparison.Ordinal));

        folder["evidence.json"] = "{\"auditedAt\": 2}"u8.ToArray();

        var proofs = await ProofsAsync(judgeAgain: judgeAgain);
        proofs.ShouldContain(proof => proof.State == ProofState.Wrong && proof.Text.Contains("'evidence.json' beside it is not the evidence that was signed with it", StringComparison.Ordinal));
        folder.Remove("evidence.json");
        (await StateAsync()).ShouldBe(ProofState.Proven);
    }

    /// <summary>Evidence under another name may belong to another report in the same folder.</summary>
    [Fact]
    public async Task Verify_WithOtherEvidenceUnderAnotherName_IsNotJudgedByIt()
    {
        Sign();
        folder["atrest-other-evidence.json"] = "{\"auditedAt\": 2}"u8.ToArray();
        folder.Remove("evidence.json");

        var proofs = await ProofsAsync(judgeAgain: true);

        proofs.ShouldContain(proof => proof.State == ProofState.NotProven && proof.Text.Contains("'atrest-other-evidence.json' is not the evidence that was signed", StringComparison.Ordinal));
        proofs.ShouldNotContain(proof => proof.State == ProofState.Wrong);
    }

    /// <summary>Every byte of the envelope. What is not found is harmless: the envelope still has the same type, payload and signature, so it says the same.</summary>
    [Fact]
    public async Task Verify_OfASignatureWithAnyByteChanged_FindsItOrReadsTheSame()
    {
        Sign();
        var envelope = folder[Signature];
        var genuine = Envelope.Read(envelope);
        var harmless = 0;
        for (var place = 0; place < envelope.Length; place++)
        {
            foreach (var change in new byte[] { 0x01, 0x20, 0xFF })
            {
                envelope[place] ^= change;
                if (await StateAsync() != ProofState.Wrong)
                {
                    harmless++;
                    var read = Envelope.Read(envelope);
                    read.PayloadType.ShouldBe(genuine.PayloadType);
                    read.PayloadBytes().ShouldBe(genuine.PayloadBytes(), $"byte {place}");
                    Envelope.Decode(read.Signatures.Single().Sig).ShouldBe(Envelope.Decode(genuine.Signatures[0].Sig), $"byte {place}");
                }

                envelope[place] ^= change;
            }
        }

        harmless.ShouldBeLessThan(10, "only the unused bits at the end of Base64, and padding");
    }

    public void Dispose()
    {
        signing.Dispose();
        foreign.Dispose();
        key.Dispose();
        other.Dispose();
    }

    private void Sign(InTotoStatement? statement = null) => folder[Signature] = Enveloped((statement ?? Statement()).Write()).Write();

    private Envelope Enveloped(byte[] payload, string type = Envelope.InToto, SigningKey? by = null) => new()
    {
        Payload = Convert.ToBase64String(payload),
        PayloadType = type,
        Signatures = [new() { KeyId = (by ?? signing).PublicKey.KeyId, Sig = Convert.ToBase64String((by ?? signing).Sign(Envelope.Encode(type, payload))) }],
    };

    private InTotoStatement Statement(SigningKey? by = null) => new()
    {
        Type = InTotoStatement.CurrentType,
        Subject = [Subject(Report), Subject("evidence.json")],
        PredicateType = InTotoStatement.ReportPredicate,
        Predicate = new()
        {
            ReportId = "r-1",
            AuditId = "a-1",
            Organization = "acme",
            GeneratedAt = SignedAt,
            Tool = new() { Name = "AtRest", Version = "0.1.0", RuleCatalogue = new string('a', 64) },
            SignedAt = SignedAt,
            Certificates = (by ?? signing).PublicKey.Certificates,
        },
    };

    private StatementSubject Subject(string name) => StatementSubject.Of(new FileDigest(name, 0, DigestOf(name)));

    private string DigestOf(string name) => folder.TryGetValue(name, out var content) ? Convert.ToHexStringLower(SHA256.HashData(content)) : new string('0', 64);

    private async Task<ProofState> StateAsync(string name = Report, VerificationKey[]? trusted = null) => (await ProofsAsync(name, trusted)).Max(proof => proof.State);

    private async Task<ImmutableArray<Proof>> ProofsAsync(string name = Report, VerificationKey[]? trusted = null, bool judgeAgain = false)
    {
        var request = new VerifyRequest { Files = [FileOf(name)], Trusted = [.. trusted ?? [signing.PublicKey]], JudgeAgain = judgeAgain, Tool = new ToolInfo("AtRest", "0.1.0") };
        return (await new ReportVerifier(Renderers.All()).VerifyAsync(request, Cancellation)).Single().Proofs;
    }

    private GivenFile FileOf(string name) => new(name, name, () => new MemoryStream(folder[name]), Beside);

    private ImmutableArray<GivenFile> Beside(string? name) => name is not null
        ? folder.ContainsKey(name) ? [FileOf(name)] : []
        : [.. folder.Keys.Where(one => one.EndsWith(".dsse.json", StringComparison.Ordinal) || one.EndsWith("evidence.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(FileOf)];
}
