using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

public sealed class GoogleTests : CloudTest
{
    [Fact]
    public async Task Audit_HardwareKeyIsRight_IsCompliantWithACredentialFile()
    {
        var settings = await ArrangeAsync(new GoogleFleet(key => key with { ProtectionLevel = "HSM" }));

        var result = await AtRestProcess.RunAsync(settings, "audit", "--inventory", InFolder("inventory.json"), "--json");

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Output.ShouldContain("Its signature was verified");
    }

    [Fact]
    public async Task Audit_OlderVersionIsASoftwareKey_IsNonCompliantAndNamesIt()
    {
        var settings = await ArrangeAsync(new GoogleFleet(key => key with { ProtectionLevel = "HSM", Versions = [new() { ProtectionLevel = "SOFTWARE" }, new()] }));

        var result = await AtRestProcess.RunAsync(settings, "audit", "--inventory", InFolder("inventory.json"), "--save-evidence", InFolder("evidence"), "--json");
        Cloud.Reset();
        var again = await AtRestProcess.RunAsync(settings, "audit", "--evidence", InFolder("evidence"), "--json");

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Output.ShouldContain("version 1 (SOFTWARE)");
        again.Output.ShouldBe(result.Output);
        Cloud.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Audit_DisabledVersionIsInUse_IsNonCompliantOnlyIfTheUseOfKeysIsRead()
    {
        var settings = await ArrangeAsync(new GoogleFleet(key => key with
        {
            ProtectionLevel = "HSM",
            Versions = [new() { State = "DISABLED", ProtectedResources = [new() { Count = 12 }] }, new()],
        }));

        var without = await AtRestProcess.RunAsync(settings, "audit", "--inventory", InFolder("inventory.json"), "--json");
        var with = await AtRestProcess.RunAsync(settings, "audit", "--inventory", InFolder("inventory.json"), "--google-key-usage", "--save-evidence", InFolder("evidence"), "--json");
        var again = await AtRestProcess.RunAsync(settings, "audit", "--evidence", InFolder("evidence"), "--json");

        without.ExitCode.ShouldBe(2, without.ToString());
        with.ExitCode.ShouldBe(1, with.ToString());
        with.Output.ShouldContain("version 1 protects 12 resources in 1 project (12 compute.googleapis.com/Disk)");
        again.Output.ShouldBe(with.Output);
    }

    [Fact]
    public async Task Audit_NoCredentials_IsIndeterminateAndSaysHowToGiveSome()
    {
        var settings = await ArrangeAsync(new GoogleFleet(key => key));

        var result = await AtRestProcess.RunAsync(
            new CliSettings().With("AtRest__Google__KmsEndpoint", settings.Variables["AtRest__Google__KmsEndpoint"]), "audit", "--inventory", InFolder("inventory.json"), "--json");

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldContain("GOOGLE_APPLICATION_CREDENTIALS");
        Cloud.Calls.ShouldBeEmpty();
    }
}
