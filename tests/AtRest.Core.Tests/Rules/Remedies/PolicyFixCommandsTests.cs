using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.KeyPolicies.Naming;
using AtRest.Tests.Shared.Commands;

namespace AtRest.Core.Tests.Rules.Remedies;

/// <summary>The commands that fix a policy, in a real bash with the real patch and jq.</summary>
public sealed class PolicyFixCommandsTests
{
    private const string Before = """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Ours",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
              "Action": "kms:*",
              "Resource": "*"
            },
            {
              "Sid": "O'Brien $HOME `x`",
              "Effect": "Allow",
              "Principal": { "AWS": "*" },
              "Action": "kms:Decrypt",
              "Resource": "*"
            }
          ]
        }
        """;

    private static readonly KmsKeyArn Key = KmsKeyArn.Parse("arn:aws:kms:eu-central-1:111122223333:key/1111");
    private static readonly string After = Before.Replace("\"AWS\": \"*\"", "\"AWS\": \"arn:aws:iam::444455556666:role/x\"", StringComparison.Ordinal);

    [Fact]
    public void Commands_OnThePolicyThatWasRead_PutTheFixedOne()
    {
        using var bash = new Bash();

        var put = Run(bash, Before, Before, After);

        put.ShouldBe(After + "\n");
    }

    /// <summary>AWS can return a policy on one line.</summary>
    [Fact]
    public void Commands_OnAPolicyInOneLine_PutTheFixedOne()
    {
        using var bash = new Bash();
        var (before, after) = (OneLine(Before), OneLine(After));

        var put = Run(bash, before, before, after);

        OneLine(put.ShouldNotBeNull()).ShouldBe(after);
    }

    /// <summary>Tabs and carriage returns are lost when commands are copied, and a line that the fix makes too long is formatted with all others.</summary>
    [Theory]
    [InlineData("  ", "\n", "\n", "arn:aws:iam::444455556666:role/x")]
    [InlineData("\t", "\n", "", "arn:aws:iam::444455556666:role/x")]
    [InlineData("  ", "\r\n", "\r\n", "arn:aws:iam::444455556666:role/x")]
    [InlineData("  ", "\n", "", "LONG")]
    public void Commands_OnAPolicyOfAnyLayout_PutTheFixedOne(string indent, string newLine, string end, string principal)
    {
        using var bash = new Bash();
        string Laid(string text) => text.Replace("  ", indent, StringComparison.Ordinal).ReplaceLineEndings(newLine) + end;
        var after = Laid(Before.Replace("\"AWS\": \"*\"", $"\"AWS\": \"{(principal == "LONG" ? "arn:aws:iam::444455556666:role/" + new string('x', 500) : principal)}\"", StringComparison.Ordinal));

        PolicyFixCommands.Of(Key, Laid(Before), after).ShouldNotContain(character => character != '\n' && char.IsControl(character));
        var put = Run(bash, Laid(Before), Laid(Before), after);

        OneLine(put.ShouldNotBeNull()).ShouldBe(OneLine(after));
    }

    [Fact]
    public void Commands_OnAPolicyThatWasChangedSince_PutNothing()
    {
        using var bash = new Bash();

        Run(bash, Before.Replace("kms:Decrypt", "kms:Encrypt", StringComparison.Ordinal).Replace("*\" }", "123456789012\" }", StringComparison.Ordinal), Before, After).ShouldBeNull();
    }

    /// <summary>The policy that the last command puts; null if the file does not exist.</summary>
    private static string? Run(Bash bash, string inForce, string before, string after)
    {
        File.WriteAllText(Path.Combine(bash.Folder, "kms.get-key-policy.out"), inForce + "\n");
        var run = bash.RunForReal(PolicyFixCommands.Of(Key, before, after));

        run.Calls.Select(call => call[2]).ShouldBe(["get-key-policy", "put-key-policy"], run.Complaint);
        var file = Path.Combine(bash.Folder, run.Calls[1].Single(word => word.StartsWith("file://", StringComparison.Ordinal))["file://".Length..]);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    private static string OneLine(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
