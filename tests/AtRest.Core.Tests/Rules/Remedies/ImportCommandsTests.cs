using System.Security.Cryptography;
using AtRest.Core.Aws.Rules.Kms;
using AtRest.KeyPolicies.Naming;
using AtRest.Tests.Shared.Commands;

namespace AtRest.Core.Tests.Rules.Remedies;

/// <summary>The commands that import key material, in a real bash with the real openssl.</summary>
public sealed class ImportCommandsTests
{
    private static readonly KmsKeyArn Key = KmsKeyArn.Parse("arn:aws:kms:eu-central-1:111122223333:key/mrk-1");

    /// <summary>AWS gives a wrapping key and a token, both in Base64, and unwraps the material with its private key.</summary>
    [Fact]
    public void Commands_WithTheWrappingKeyOfAws_ImportWhatAwsCanUnwrap()
    {
        using var bash = new Bash();
        using var wrapping = RSA.Create(2048);
        var (material, token) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(500));
        File.WriteAllBytes(Path.Combine(bash.Folder, "material.bin"), material);
        File.WriteAllText(
            Path.Combine(bash.Folder, "kms.get-parameters-for-import.out"),
            $"{Convert.ToBase64String(wrapping.ExportSubjectPublicKeyInfo())}\t{Convert.ToBase64String(token)}\n");

        var run = bash.RunForReal(ImportCommands.Import(Key, importType: null));

        run.Complaint.ShouldBeEmpty();
        run.Calls.Select(call => call[2]).ShouldBe(["get-parameters-for-import", "import-key-material"]);
        wrapping.Decrypt(Read(bash, run, "--encrypted-key-material"), RSAEncryptionPadding.OaepSHA256).ShouldBe(material);
        Read(bash, run, "--import-token").ShouldBe(token);
    }

    private static byte[] Read(Bash bash, BashRun run, string option) =>
        File.ReadAllBytes(Path.Combine(bash.Folder, run.Calls[1][run.Calls[1].IndexOf(option) + 1]["fileb://".Length..]));
}
