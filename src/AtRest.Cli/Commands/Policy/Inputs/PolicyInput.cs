using System.Diagnostics;
using AtRest.KeyPolicies;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>A key policy as the caller gave it.</summary>
/// <param name="Name">The file's name as given, or <c>standard input</c>; for messages.</param>
/// <param name="Text">The policy itself, taken out of its form and without a byte order mark; <see cref="PolicyStatement.Text"/> is a range of it.</param>
/// <param name="HasMark">Whether the text starts with a byte order mark in its file. False if it was taken out of another form.</param>
/// <param name="Policy">What it says.</param>
internal sealed record PolicyInput(string Name, string Text, bool HasMark, KeyPolicy Policy)
{
    /// <summary>Reads a policy in any <see cref="KeyPolicyForm"/>. A form other than the plain one is named on standard error, as are warnings.</summary>
    /// <exception cref="InvalidInputException">It cannot be read or is no policy: every error with its line and column.</exception>
    public static async Task<PolicyInput> ReadAsync(string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var (name, raw, hasMark) = await InputText.ReadAsync("policy", path, environment, cancellationToken);
        var input = KeyPolicyDocument.Extract(raw);
        if (Around(input.Form) is { } around)
        {
            await environment.Error.WriteLineAsync(Presentation.SafeText.Line($"{name}: read the policy out of {around}; lines count from the policy's own first line."));
        }

        var result = KeyPolicy.Parse(input.Text);
        var tell = result.Policy is null ? [] : result.Issues;
        foreach (var warning in tell)
        {
            await environment.Error.WriteLineAsync(Presentation.SafeText.Line(Describe(name, warning)));
        }

        return result.Policy is { } policy
            ? new PolicyInput(name, input.Text, hasMark && input.Form == KeyPolicyForm.Plain, policy)
            : throw new InvalidInputException([.. result.Issues.Select(issue => Describe(name, issue)), $"{Count(result)} in {name}: nothing was judged."]);
    }

    /// <summary>What was around the policy. Null for a plain one.</summary>
    private static string? Around(KeyPolicyForm form) => form switch
    {
        KeyPolicyForm.Plain => null,
        KeyPolicyForm.GetKeyPolicyJson or KeyPolicyForm.GetKeyPolicyText or KeyPolicyForm.GetKeyPolicyYaml => "the output of 'aws kms get-key-policy'",
        KeyPolicyForm.JsonString => "a JSON string",
        KeyPolicyForm.YamlString => "a YAML string",
        KeyPolicyForm.EscapedText => "an escaped text",
        KeyPolicyForm.Member => "the object around it",
        _ => throw new UnreachableException(),
    };

    private static string Describe(string name, PolicyIssue issue) =>
        $"{name}:{issue.Line}:{issue.Column}: {issue.Path}: {issue.Message}{(issue.IsError ? "" : " (warning)")}";

    private static string Count(KeyPolicyParseResult result) =>
        result.Issues.Count(issue => issue.IsError) is var errors && errors == 1 ? "1 error" : $"{errors} errors";
}
