using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>
/// A simulated HSM: a partition key that is certified by the chain of the manufacturer and by that of the owner, and that signs attestations, as
/// https://docs.cloud.google.com/kms/docs/attest-key describes. It is created on first use.
/// </summary>
internal sealed class AttestationMaker(TimeProvider time)
{
    private readonly Lazy<Hsm> hsm = new(() => Hsm.Make(time.GetUtcNow()));

    /// <summary>Base64 of the compressed statement, which ends with its signature.</summary>
    public string Content() => hsm.Value.Content;

    public JsonObject Chains() => new()
    {
        ["caviumCerts"] = JsonShapes.Array(hsm.Value.MakerChain),
        ["googleCardCerts"] = JsonShapes.Array(hsm.Value.OwnerCardChain),
        ["googlePartitionCerts"] = JsonShapes.Array(hsm.Value.OwnerPartitionChain),
    };

    private sealed record Hsm(string Content, string[] MakerChain, string[] OwnerCardChain, string[] OwnerPartitionChain)
    {
        public static Hsm Make(DateTimeOffset now)
        {
            string[] keys = ReadKeys();
            using RSA makerKey = Import(keys[0]);
            using RSA ownerKey = Import(keys[1]);
            using RSA cardKey = Import(keys[2]);
            using RSA partitionKey = Import(keys[3]);
            using X509Certificate2 maker = Issue("O=Fake HSM Maker, CN=localca.liquidsecurity.fake", makerKey, null, now);
            using X509Certificate2 owner = Issue("O=Fake Owner, CN=Fake Root v1", ownerKey, null, now);
            using X509Certificate2 makerCard = Issue("O=Fake HSM Maker, CN=Card 1", cardKey, (maker, makerKey), now);
            using X509Certificate2 makerPartition = Issue("O=Fake HSM Maker, CN=Partition 1", partitionKey, (makerCard, cardKey), now);
            using X509Certificate2 ownerCard = Issue("O=Fake Owner, CN=Card 1", cardKey, (owner, ownerKey), now);
            using X509Certificate2 ownerPartition = Issue("O=Fake Owner, CN=Partition 1", partitionKey, (owner, ownerKey), now);
            return new Hsm(
                Attest(partitionKey),
                [makerPartition.ExportCertificatePem(), makerCard.ExportCertificatePem(), maker.ExportCertificatePem()],
                [ownerCard.ExportCertificatePem(), owner.ExportCertificatePem()],
                [ownerPartition.ExportCertificatePem(), owner.ExportCertificatePem()]);
        }

        /// <summary>Always the same, and public: nothing trusts them, and to create four RSA keys would take most of a second of each process.</summary>
        private static string[] ReadKeys()
        {
            using StreamReader reader = new(typeof(AttestationMaker).Assembly.GetManifestResourceStream("fake-hsm-keys.txt")!);
            return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        private static RSA Import(string key)
        {
            RSA rsa = RSA.Create();
            rsa.ImportRSAPrivateKey(Convert.FromBase64String(key), out _);
            return rsa;
        }

        private static X509Certificate2 Issue(string name, RSA key, (X509Certificate2 Certificate, RSA Key)? issuer, DateTimeOffset now)
        {
            CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            byte[] serial = RandomNumberGenerator.GetBytes(8);
            return request.Create(
                issuer?.Certificate.SubjectName ?? request.SubjectName,
                X509SignatureGenerator.CreateForRSA(issuer?.Key ?? key, RSASignaturePadding.Pkcs1),
                now.AddDays(-1000),
                now.AddDays(1000),
                serial);
        }

        private static string Attest(RSA partitionKey)
        {
            byte[] statement = Encoding.UTF8.GetBytes($"A made-up statement about a key in a made-up HSM.{new string('.', 256)}");
            byte[] signature = partitionKey.SignData(statement, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using MemoryStream compressed = new();
            using (GZipStream gzip = new(compressed, CompressionMode.Compress))
            {
                gzip.Write(statement);
                gzip.Write(signature);
            }

            return Convert.ToBase64String(compressed.ToArray());
        }
    }
}
