using System.Runtime.CompilerServices;
using System.Text.Json;
using AtRest.Cli.Tests.Support;
using AtRest.Tests.Shared;

namespace AtRest.Cli.Tests.Policy;

public sealed class PolicyAccessTests
{
    [Fact]
    public async Task Access_RightPolicy_ShowsTheOwnerAndTheRole()
    {
        var run = await RunAsync(PolicySamples.Right, grants: null);

        run.ExitCode.ShouldBe(ExitCode.Compliant);
        run.Error.ShouldBeEmpty();
        run.Output.ShouldContain("role " + PolicySamples.RoleArn);
        run.Output.ShouldContain("kms:CreateGrant, kms:ListGrants, kms:RevokeGrant");
        run.Output.ShouldContain("if the IAM policies of that account also allow it");
        run.Output.ShouldContain("Grants are not included");
    }

    [Fact]
    public async Task Access_PublicPolicy_SaysSo()
    {
        var run = await RunAsync(PolicySamples.Public, grants: null);

        run.Output.ShouldContain("The key is public");
        run.Output.ShouldContain("anyone *");
    }

    [Fact]
    public async Task Access_WithGrants_NamesWhoHoldsThem()
    {
        var run = await RunAsync(PolicySamples.Right, PolicySamples.ForeignGrant);

        run.Output.ShouldContain("role arn:aws:iam::777788889999:role/x");
        run.Output.ShouldContain("kms:Decrypt  through grant g1");
        run.Output.ShouldNotContain("Grants are not included");
    }

    [Fact]
    public async Task Access_GrantWithConstraint_ShowsItWhereItAppliesOnly()
    {
        var run = await RunAsync(
            PolicySamples.Right,
            """[{"GrantId":"g1","GranteePrincipal":"arn:aws:iam::777788889999:role/x","RetiringPrincipal":"arn:aws:iam::777788889999:role/y","Operations":["Decrypt","DescribeKey"],"Constraints":{"EncryptionContextSubset":{"a":"b"}}}]""");

        run.Output.ShouldContain("    kms:Decrypt  through grant g1\n      if EncryptionContextSubset a: \"b\"\n");
        run.Output.ShouldContain("    kms:DescribeKey  through grant g1\n  role");
        run.Output.ShouldContain("    kms:RetireGrant  through grant g1\n\n");
    }

    [Fact]
    public async Task Access_GrantsWithOtherConstraints_SaysThatTheyDiffer()
    {
        var grants = Enumerable.Range(1, 2).Select(number =>
            $$$"""{"GrantId":"g{{{number}}}","GranteePrincipal":"arn:aws:iam::777788889999:role/x","Operations":["Decrypt"],"Constraints":{"EncryptionContextSubset":{"a":"{{{number}}}"} } }""");

        (await RunAsync(PolicySamples.Right, $"[{string.Join(',', grants)}]")).Output.ShouldContain("constraints of the grant are met. They differ");
    }

    [Fact]
    public async Task Access_NarrowTerminal_BreaksBetweenWordsAndCutsNothing()
    {
        var role = "arn:aws:iam::777788889999:role/" + new string('r', 60);

        var run = await RunAsync(PolicySamples.Right.Replace(PolicySamples.RoleArn, role, StringComparison.Ordinal), grants: null, columns: "60");

        run.Output.ShouldContain(role);
        run.Output.ShouldContain("      through statement 2 (\"AllowCamundaClusterRole\", line");
        run.Output.Split('\n').ShouldAllBe(line => line.Length <= 60 || !line.Trim().Contains(' ', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Access_ManyVolumes_AreShownInOneBlock()
    {
        var grants = string.Join(',', Enumerable.Range(0, 500).Select(number =>
            $$"""{"GrantId":"g{{number}}","GranteePrincipal":"arn:aws:sts::444455556666:assumed-role/aws:ec2-infrastructure/i-{{number}}","Operations":["Decrypt"]}"""));

        var run = await RunAsync(PolicySamples.Right, $$"""{"Grants":[{{grants}}]}""");

        run.Output.ShouldContain("aws:ec2-infrastructure/… (500 of them)");
        run.Output.Split('\n').Length.ShouldBeLessThan(30);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(PolicySamples.ForeignGrant)]
    public async Task Access_Json_IsAsTheSchemaSays(string? grants)
    {
        var policy = PolicySamples.Right.Insert(
            PolicySamples.Right.LastIndexOf(']'),
            """,{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}""");

        var run = await RunAsync(policy, grants, columns: null, "--json");

        new SchemaFile(SchemaPath()).Errors(run.Output).ShouldBeEmpty();
        var table = JsonDocument.Parse(run.Output).RootElement;
        table.GetProperty("grantsIncluded").GetBoolean().ShouldBe(grants is not null);
        table.GetProperty("principals").EnumerateArray().Select(row => row.GetProperty("principal").GetString()).ShouldContain(PolicySamples.RoleArn);
        run.Output.Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task Access_NoPolicy_IsInvalidInput()
    {
        var run = await RunAsync("""{"Statement":1}""", grants: null);

        run.ExitCode.ShouldBe(ExitCode.InvalidInput);
        run.Output.ShouldBeEmpty();
    }

    private static Task<CliRun> RunAsync(string policy, string? grants, params string[] more) => RunAsync(policy, grants, columns: null, more);

    private static async Task<CliRun> RunAsync(string policy, string? grants, string? columns, params string[] more)
    {
        using var folder = new TemporaryFolder();
        var policyFile = Path.Combine(folder.Path, "policy.json");
        await File.WriteAllTextAsync(policyFile, policy, TestContext.Current.CancellationToken);
        string[] options = [];
        if (grants is not null)
        {
            var grantsFile = Path.Combine(folder.Path, "grants.json");
            await File.WriteAllTextAsync(grantsFile, grants, TestContext.Current.CancellationToken);
            options = ["--grants", grantsFile];
        }

        return await CliRun.OfAsync(
            environment => environment with { Variable = name => name == "COLUMNS" ? columns : null },
            ["policy", "access", "--policy", policyFile, "--key-arn", PolicySamples.KeyArn, .. options, .. more]);
    }

    private static string SchemaPath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "schemas", "access.schema.json"));
}
