using System.Runtime.Versioning;
using AtRest.Hosting.Signing;
using AtRest.Tests.Signing;

namespace AtRest.Hosting.Tests.Signing;

public sealed class SigningSettingsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("atrest-signing-");
    private readonly TestKey key = new();

    public static TheoryData<string, string> Faults => new()
    {
        { "missing", "AtRest:Signing:File: '" },
        { "password", "AtRest:Signing:File: '" },
        { "expired", "expired on 2021-01-01" },
        { "both", "AtRest:Signing:Certificate: AtRest:Signing:File is set too" },
        { "password only", "AtRest:Signing:Password: it is the password of a file" },
        { "url", "AtRest:Signing:Certificate: the value is not the URL" },
        { "http", "AtRest:Signing:Certificate: the value is not the URL" },
        { "public", "AtRest:Signing:PublicKeys:1: '" },
        { "private as public", "Give only the public key" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_OfWrongSettings_NamesTheSettingAndTheReason(string fault, string why)
    {
        using var expired = new TestKey(until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var good = Write("key.pem", key.Pem);
        var settings = fault switch
        {
            "missing" => new Dictionary<string, string?> { ["File"] = Path.Combine(folder.FullName, "missing.pem") },
            "password" => new() { ["File"] = Write("key.p12", key.Pkcs12("right")), ["Password"] = "wrong" },
            "expired" => new() { ["File"] = Write("expired.pem", expired.Pem) },
            "both" => new() { ["File"] = good, ["Certificate"] = "https://vault.vault.azure.net/certificates/signer" },
            "password only" => new() { ["Password"] = "secret" },
            "url" => new() { ["Certificate"] = "https://vault.vault.azure.net/keys/signer" },
            "http" => new() { ["Certificate"] = "http://vault.vault.azure.net/certificates/signer" },
            "public" => new() { ["File"] = good, ["PublicKeys:1"] = Path.Combine(folder.FullName, "missing.pem") },
            _ => new() { ["PublicKeys:0"] = good },
        };
        var problems = new List<string>();

        SigningSettings.Read(name => settings.GetValueOrDefault(name.Replace("AtRest:Signing:", "", StringComparison.Ordinal)), (name, problem) => problems.Add($"{name}: {problem}"), Now);

        problems.Single().ShouldContain(why);
        problems.Single().ShouldNotContain("wrong\"");
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.UserRead, 0)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, 1)]
    public void Read_OfAKeyThatEverybodyCanRead_Warns(UnixFileMode mode, int warnings)
    {
        var path = Write("key.pem", key.Pem);
        File.SetUnixFileMode(path, mode);

        var settings = SigningSettings.Read(name => name == "AtRest:Signing:File" ? path : null, (_, problem) => Assert.Fail(problem), Now);

        settings.IsOn.ShouldBeTrue();
        settings.Warnings.Length.ShouldBe(warnings);
    }

    [Fact]
    public void Read_WithoutSettings_IsOff() => SigningSettings.Read(_ => null, (_, problem) => Assert.Fail(problem), Now).IsOn.ShouldBeFalse();

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
