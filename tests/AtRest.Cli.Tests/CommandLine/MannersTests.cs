using System.Security.Cryptography.X509Certificates;
using AtRest.Cli.Tests.Policy;
using AtRest.Cli.Tests.Support;

namespace AtRest.Cli.Tests.CommandLine;

public sealed class MannersTests
{
    /// <summary>The mark of a certificate for developers (https://learn.microsoft.com/aspnet/core/security/enforcing-ssl).</summary>
    private const string ForDevelopers = "1.3.6.1.4.1.311.84.1.1";

    [Fact]
    public async Task Serve_WrongAddressAndNoInventory_AreReportedTogether()
    {
        var run = await CliRun.OfAsync("serve", "--urls", "foo");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("--urls: 'foo' is not a valid address");
        run.Error.ShouldContain("Choose what to audit: --inventory FILE");
    }

    [Fact]
    public async Task Serve_WrongAddressAndMissingSettings_AreReportedTogether()
    {
        var run = await CliRun.OfAsync("serve", "--urls", "foo", "--settings", "/nowhere/settings.json");

        run.Error.ShouldContain("--urls: 'foo' is not a valid address");
        run.Error.ShouldContain("--settings: The settings file '/nowhere/settings.json' does not exist.");
    }

    [Theory]
    [InlineData("--demo", "audit", "--demo=1")]
    [InlineData("--verbose", "audit", "--demo", "--verbose=yes")]
    [InlineData("--verbose", "--verbose=yes", "rules", "list")]
    [InlineData("--help", "audit", "--help=x")]
    [InlineData("-h", "-h=x")]
    [InlineData("--version", "--version=2")]
    [InlineData("--json", "rules", "list", "--json:true")]
    [InlineData("-q", "audit", "--demo", "-q=false")]
    public async Task Run_FlagWithAValue_SaysThatItTakesNone(string flag, params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith($"{flag} takes no value. Write {flag}, or leave it out.\nSee 'atrest");
    }

    [Fact]
    public async Task Run_FlagWithAValueAfterABlank_IsAFault()
    {
        var run = await CliRun.OfAsync("audit", "--demo", "false");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("Unexpected argument 'false'");
    }

    [Theory]
    [InlineData("'atrest audit' has no command 'foo'.\nSee 'atrest help audit'.\n", "help", "audit", "foo")]
    [InlineData("'atrest audit' has no command 'chek'. Did you mean 'atrest policy check'?\nSee 'atrest help audit'.\n", "help", "audit", "chek")]
    [InlineData("Unknown command 'atrest policy chek'. Did you mean 'check'?\nSee 'atrest help policy'.\n", "help", "policy", "chek")]
    public async Task Help_UnknownCommand_NamesTheRightHelp(string expected, params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldBe(expected);
    }

    [Theory]
    [InlineData("[", "it is not a JSON object with 'schemaVersion'")]
    [InlineData("{ \"a\": 1,\n oops }", "is not JSON (line 2, column 2). 'o' is not allowed here.")]
    [InlineData("{} }", "is not JSON (line 1, column 4)")]
    public async Task Audit_BrokenJsonAsPreviousReport_NamesThePlace(string text, string expected)
    {
        using var folder = new TemporaryFolder();

        var run = await CliRun.OfAsync("audit", "--demo", "--previous", folder.File("report.json", text));

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain(expected);
        run.Error.ShouldNotContain("Expected");
    }

    [Theory]
    [InlineData("inventory", "validate", "FILE")]
    [InlineData("policy", "check", "--policy", "FILE", "--key-arn", PolicySamples.KeyArn, "--role-arn", PolicySamples.RoleArn)]
    [InlineData("policy", "access", "--policy", "FILE", "--key-arn", PolicySamples.KeyArn)]
    [InlineData("policy", "access", "--policy", "RIGHT", "--grants", "FILE", "--key-arn", PolicySamples.KeyArn)]
    [InlineData("audit", "--evidence", "DIR")]
    [InlineData("serve", "--settings", "FILE")]
    public async Task Run_BrokenJson_HasNoWordsOfTheJsonLibrary(params string[] arguments)
    {
        foreach (var text in new[] { "[", "{", "{ \"a\": \"", "", "{ \"a\": nul }", "{}}", "[1,]", new string('[', 200) })
        {
            using var folder = new TemporaryFolder();
            Directory.CreateDirectory(folder["acme"]);
            var file = folder.File(Path.Combine("acme", "evidence.json"), text);
            var right = folder.File("right.json", PolicySamples.Right);

            var run = await CliRun.OfAsync([.. arguments.Select(argument => argument switch { "FILE" => file, "DIR" => folder.Path, "RIGHT" => right, _ => argument })]);

            run.ExitCode.ShouldBe(ExitCode.InvalidInput, run.Error);
            foreach (var word in new[] { "Expected", "isFinalBlock", "invalid start", "invalid after", "LineNumber", "BytePosition", "Nothing was judged", "payload" })
            {
                run.Error.ShouldNotContain(word, Case.Insensitive, text);
            }
        }
    }

    [Fact]
    public async Task Audit_FolderThatCannotExist_HasNoWordsOfTheRuntime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc.");

        var run = await CliRun.OfAsync("audit", "--demo", "--output", "/proc/x", "--save-evidence", "/proc/y");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldNotContain("Could not find");
        run.Error.Split("--output: ").Length.ShouldBe(2, run.Error);
        run.Error.Split("--save-evidence: ").Length.ShouldBe(2, run.Error);
    }

    [Fact]
    public async Task Audit_UnknownOrganization_ListsTheKnownOnes()
    {
        var run = await CliRun.OfAsync("audit", "--demo", "--organization", "acme-bnak");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain("Did you mean 'acme-bank'? Organizations: acme-bank");
    }

    [Theory]
    [InlineData("acme", "acme-bank")]
    [InlineData("borealis insurance", "borealis")]
    public async Task Audit_StartOrNameOfAnOrganization_NamesItsId(string text, string id)
    {
        var run = await CliRun.OfAsync("audit", "--demo", "--organization", text);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain($"Did you mean '{id}'?");
    }

    [Theory]
    [InlineData("--organization", "")]
    [InlineData("--organization", "acme-bank,")]
    [InlineData("--organization", " , ")]
    [InlineData("--cluster", " ")]
    [InlineData("--inventory", "")]
    public async Task Audit_EmptyValue_SaysSo(string option, string value)
    {
        var run = await CliRun.OfAsync("audit", "--demo", option, value);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.Split($"{option} is empty: give ").Length.ShouldBe(2, run.Error);
        run.Error.ShouldContain("or omit the option.");
    }

    [Fact]
    public async Task Help_OfTheProgram_HasTheExitCodesOfTheDocumentation()
    {
        var help = (await CliRun.OfAsync("--help")).Output;

        var table = help[help.IndexOf("Exit codes:", StringComparison.Ordinal)..].Split('\n').Skip(1).TakeWhile(line => line.Length > 0);
        table.Select(line => line.Trim().Split(' ')[0]).ShouldBe(["0", "1", "2", "3", "4", "130", "141"]);
    }

    [Fact]
    public async Task Help_OfCompletion_CallsTheArgumentShell()
    {
        var help = (await CliRun.OfAsync("completion", "--help")).Output;

        help.ShouldContain("atrest completion SHELL");
        help.ShouldNotContain("COMMAND", Case.Sensitive);
    }

    [Theory]
    [InlineData("Unknown option '-inventory'. Did you mean '--inventory'?\n--format needs a folder for the files. Add --output DIR.\nSee", "audit", "-inventory", "x", "--format", "html")]
    [InlineData("Unknown option '-demo'. Did you mean '--demo'?\nSee", "audit", "-demo")]
    [InlineData("Unknown option '-format'. Did you mean '--format'?\nSee", "audit", "--demo", "--output", "x", "-format=html")]
    [InlineData("--inventory needs a value, but '--output' looks like an option. Write --inventory FILE, and ./--output for a file of that name.\nSee", "audit", "--inventory", "--output", "x")]
    [InlineData("Unknown option '-v' of 'atrest'. Did you mean '--verbose' or '--version'?\nSee", "-v")]
    [InlineData("An argument of 'atrest' is empty. If it comes from a variable, check that the variable is set.\nSee", "")]
    [InlineData("An argument of 'atrest audit' is empty. If it comes from a variable, check that the variable is set.\nSee", "audit", "--demo", " ")]
    [InlineData("Unknown command 'atrest me'. Known: audit, report, policy, inventory, rules, api-key, serve, completion, help.\nSee 'atrest help'.", "help", "me")]
    public async Task Run_WrongLine_SaysWhatIsMeant(string expected, params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldStartWith(expected);
    }

    [Fact]
    public async Task Validate_OnANarrowTerminal_WrapsItsLine()
    {
        using var folder = new TemporaryFolder();
        var inventory = folder.File("inventory.json", """{"organizations": [{"id": "acme", "name": "Acme", "clusters": [{"id": "c", "name": "c", "provider": "gcp", "region": "europe-west1", "encryption": {"type": "Provider"}}]}]}""");

        var run = await CliRun.OfAsync(environment => environment with { Variable = name => name == "COLUMNS" ? "60" : null }, "inventory", "validate", inventory);

        run.ExitCode.ShouldBe(ExitCode.Compliant, run.Error);
        run.Output.ReplaceLineEndings(" ").Replace("  ", "", StringComparison.Ordinal).ShouldContain("1 organization, 1 cluster");
        run.Output.Split('\n').ShouldAllBe(line => line.Length <= Math.Max(60, inventory.Length));
    }

    /// <summary>The value of an option can look like an option with one dash.</summary>
    [Fact]
    public async Task Run_ValueThatStartsWithADash_IsAValue()
    {
        var run = await CliRun.OfAsync("audit", "--demo", "--cluster", "-demo");

        run.Error.ShouldContain("--cluster: '-demo' is not a cluster of the inventory.");
        run.Error.ShouldNotContain("Unknown option");
    }

    [Fact]
    public async Task Serve_FileAsDataFolderAndMissingInventory_AreReportedTogether()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("taken", "a file");

        var run = await CliRun.OfAsync("serve", "--inventory", folder["gone.json"], "--data", file);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Error.ShouldContain($"The data folder '{file}' is a file. Choose another folder with --data.");
        run.Error.ShouldContain($"The inventory '{folder["gone.json"]}' does not exist.");
        (await CliRun.OfAsync("serve", "--demo", "--data", file)).Error.ShouldBe($"The data folder '{file}' is a file. Choose another folder with --data.\n");
    }

    [Fact]
    public async Task Serve_HttpsWithoutACertificate_NamesTheSetting()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser, OpenFlags.ReadOnly);
        Assert.SkipWhen(store.Certificates.Any(certificate => certificate.Extensions.Any(extension => extension.Oid?.Value == ForDevelopers)), "Kestrel would use the certificate for developers.");

        var run = await CliRun.OfAsync("serve", "--demo", "--urls", "https://127.0.0.1:0");

        run.ExitCode.ShouldBe(ExitCode.InvalidInput, run.Error);
        run.Error.ShouldContain("The server cannot listen on https: no certificate is set. Set Kestrel__Certificates__Default__Path to ");
    }

    [Theory]
    [InlineData("kms2", "Did you mean 'KMS-2'?")]
    [InlineData("KPOL_1", "Did you mean 'KPOL-1'?")]
    [InlineData("kms-99", "The nearest are KMS-")]
    [InlineData("waiv-7", "The nearest are WAIV-1, WAIV-2.")]
    [InlineData("KSM-2", "Did you mean 'KMS-2'?")]
    public async Task Show_UnknownRule_NamesTheNearest(string id, string expected) =>
        (await CliRun.OfAsync("rules", "show", id)).Error.ShouldContain($"'{id}' is not the ID of a rule. {expected}");
}
