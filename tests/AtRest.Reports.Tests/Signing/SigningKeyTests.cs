using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AtRest.Reports.Signing;
using AtRest.Tests.Signing;

namespace AtRest.Reports.Tests.Signing;

public sealed class SigningKeyTests
{
    private const string Password = "correct horse";

    public static TheoryData<string> Forms => ["PKCS#8", "SEC1", "certificate first", "encrypted", "PKCS#12", "PKCS#12 without a password"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_InEachForm_GivesTheKey(string form)
    {
        using var key = new TestKey();
        var (content, password) = form switch
        {
            "PKCS#8" => (key.Pem, null),
            "SEC1" => (Bytes($"{key.Sec1Pem}\n{key.CertificatePem}"), null),
            "certificate first" => (Bytes($"{key.CertificatePem}\n{key.PrivatePem}"), null),
            "encrypted" => (Bytes($"{key.EncryptedPem(Password)}\n{key.CertificatePem}"), Password),
            "PKCS#12" => (key.Pkcs12(Password), Password),
            _ => (key.Pkcs12(null), (string?)null),
        };

        using var read = SigningKey.Read(content, password);

        var data = "data"u8.ToArray();
        KeySet.Read(Bytes(key.PublicPem)).Single().Verifies(data, read.Sign(data)).ShouldBeTrue();
        read.PublicKey.KeyId.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(key.Certificate.PublicKey.ExportSubjectPublicKeyInfo())));
        read.PublicKey.Certificates.Single().ShouldBe(key.Certificate.RawData);
        read.Subject.ShouldBe("CN=Test signer");
    }

    [Fact]
    public void Read_OfAChain_PutsTheKeysOwnCertificateFirst()
    {
        using var key = new TestKey();
        using var issuer = new TestKey();

        using var read = SigningKey.Read(Bytes($"{issuer.CertificatePem}\n{key.PrivatePem}\n{key.CertificatePem}"), null);

        read.PublicKey.Certificates.ShouldBe([key.Certificate.RawData, issuer.Certificate.RawData]);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "another curve", "another curve than P-256" },
        { "RSA", "not an ECDSA key" },
        { "RSA PKCS#12", "not an ECDSA key" },
        { "no certificate", "no certificate" },
        { "no key", "no private key" },
        { "two keys", "more than one private key" },
        { "another certificate", "does not belong to any certificate" },
        { "wrong password", "password of the PKCS#12 file is wrong" },
        { "wrong PEM password", "The password of the private key is wrong" },
        { "no PEM password", "no password is set" },
        { "no signatures", "does not allow digital signatures" },
        { "nothing", "neither PEM nor PKCS#12" },
        { "damaged", "damaged" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_OfAKeyThatCannotBeUsed_SaysWhy(string fault, string why)
    {
        using var key = new TestKey();
        using var other = new TestKey();
        using var curve = new TestKey(ECCurve.NamedCurves.nistP384);
        using var encipherment = new TestKey(usage: X509KeyUsageFlags.KeyEncipherment);
        using var rsa = RSA.Create(2048);
        using var rsaCertificate = new CertificateRequest("CN=RSA", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var (content, password) = fault switch
        {
            "another curve" => (curve.Pem, null),
            "RSA" => (Bytes($"{rsa.ExportPkcs8PrivateKeyPem()}\n{rsaCertificate.ExportCertificatePem()}"), null),
            "RSA PKCS#12" => (rsaCertificate.Export(X509ContentType.Pkcs12, Password), Password),
            "no certificate" => (Bytes(key.PrivatePem), null),
            "no key" => (Bytes(key.CertificatePem), null),
            "two keys" => (Bytes($"{key.PrivatePem}\n{other.PrivatePem}\n{key.CertificatePem}"), null),
            "another certificate" => (Bytes($"{key.PrivatePem}\n{other.CertificatePem}"), null),
            "wrong password" => (key.Pkcs12(Password), "wrong"),
            "wrong PEM password" => (Bytes($"{key.EncryptedPem(Password)}\n{key.CertificatePem}"), "wrong"),
            "no PEM password" => (Bytes($"{key.EncryptedPem(Password)}\n{key.CertificatePem}"), null),
            "no signatures" => (encipherment.Pem, null),
            "nothing" => (Bytes("nothing"), null),
            _ => (Bytes($"{key.PrivatePem}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), (string?)null),
        };

        var exception = Should.Throw<SigningKeyException>(() => SigningKey.Read(content, password));

        exception.Message.ShouldContain(why);
        exception.Message.ShouldNotContain(Password);
    }

    [Theory]
    [InlineData(2019, "is valid only from 2020-01-01")]
    [InlineData(2025, null)]
    [InlineData(2031, "expired on 2030-01-01")]
    public void RequireValid_OutsideOfTheCertificatesTime_SaysSo(int year, string? why)
    {
        using var key = new TestKey(until: new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var read = SigningKey.Read(key.Pem, null);

        Action check = () => read.RequireValid(new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero));

        if (why is null)
        {
            check.ShouldNotThrow();
        }
        else
        {
            check.ShouldThrow<SigningKeyException>().Message.ShouldContain(why);
        }
    }

    [Fact]
    public void KeySet_WrittenAndRead_HasTheKeys()
    {
        using var first = new TestKey();
        using var second = new TestKey();
        var keys = KeySet.Read(Bytes(first.CertificatePem)).AddRange(KeySet.Read(Bytes(second.PublicPem)));

        var read = KeySet.Read(KeySet.Write(keys));

        read.Select(key => key.KeyId).ShouldBe(keys.Select(key => key.KeyId));
        read[0].Certificates.Single().ShouldBe(first.Certificate.RawData);
        read[1].Certificates.ShouldBeEmpty();
        read[0].Pem.Trim().ShouldBe(first.PublicPem.Trim());
    }

    [Fact]
    public void KeySet_OfAPrivateKey_IsRefused()
    {
        using var key = new TestKey();

        Should.Throw<SigningKeyException>(() => KeySet.Read(key.Pem)).Message.ShouldContain("private key");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"RSA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256"}]}""")]
    [InlineData("""{"keys":3}""")]
    public void KeySet_WithoutAKey_IsRefused(string text) => Should.Throw<SigningKeyException>(() => KeySet.Read(Bytes(text)));

    /// <summary>The example of https://github.com/secure-systems-lab/dsse/blob/master/protocol.md#test-vectors.</summary>
    [Fact]
    public void Encode_OfTheSpecificationsExample_IsItsText() =>
        Encoding.ASCII.GetString(Envelope.Encode("http://example.com/HelloWorld", "hello world"u8)).ShouldBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);
}
