using System.Diagnostics;
using AtRest.Cli.Presentation;
using AtRest.KeyPolicies;
using AtRest.Reports;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>A key policy from a file or standard input.</summary>
/// <param name="Name">The file's name as given, or <c>standard input</c>; for messages.</param>
/// <param name="Text">The policy itself, extracted from its form and without a byte order mark. <see cref="PolicyStatement.Text"/> is a range of it.</param>
/// <param name="HasMark">Whether the text starts with a byte order mark in its file. False if it was extracted from another form.</param>
/// <param name="Policy">The parsed policy.</param>
/// <param name="Places">Where its parts are in the file.</param>
internal sealed record PolicyInput(string Name, string Text, bool HasMark, KeyPolicy Policy, FilePlaces Places)
{
    private const string StandardInputAsFile = "policy.json";

    /// <summary>The file that a difference names. Standard input has no file, so the name is only an example.</summary>
    public string FileName => Name == InputText.StandardInputName ? StandardInputAsFile : Name;

    /// <summary>The file as a URI, relative to the working directory if it is below; null for standard input.</summary>
    public string? Uri => Places.Uri;

    /// <summary>The whole policy, without the space around it.</summary>
    public Range Whole => (Text.Length - Text.TrimStart().Length)..Text.TrimEnd().Length;

    /// <summary>The place of a part of <see cref="Text"/> in the file; null if the policy is encoded there.</summary>
    public TextRegion? RegionOf(Range part) => Places.RegionOf(Text, part);

    /// <summary>Reads a policy in any <see cref="KeyPolicyForm"/>. Warnings, and a form other than the plain one, are written to standard error.</summary>
    /// <exception cref="InvalidInputException">It cannot be read or is not a policy. It has every error with its line and column.</exception>
    public static async Task<PolicyInput> ReadAsync(string path, string consequence, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var (name, raw, hasMark) = await InputText.ReadAsync("policy", path, environment, cancellationToken);
        var input = KeyPolicyDocument.Extract(raw);
        if (Around(input.Form) is { } around)
        {
            await environment.WriteMessageAsync($"{name}: the policy was extracted from {around}. Line numbers count from the first line of the policy.");
        }

        var result = KeyPolicy.Parse(input.Text);
        foreach (var warning in result.Policy is null ? [] : result.Issues)
        {
            await environment.WriteMessageAsync(Describe(name, warning));
        }

        return result.Policy is { } policy
            ? new PolicyInput(name, input.Text, hasMark && input.Form == KeyPolicyForm.Plain, policy, new FilePlaces(path, raw))
            : throw new InvalidInputException([.. result.Issues.Select(issue => Describe(name, issue)), $"{Count(result)} in {name}. {consequence}"]);
    }

    /// <summary>What the policy was extracted from. Null for a plain policy.</summary>
    private static string? Around(KeyPolicyForm form) => form switch
    {
        KeyPolicyForm.Plain => null,
        KeyPolicyForm.GetKeyPolicyJson or KeyPolicyForm.GetKeyPolicyText or KeyPolicyForm.GetKeyPolicyYaml => "the output of 'aws kms get-key-policy'",
        KeyPolicyForm.JsonString => "a JSON string",
        KeyPolicyForm.YamlString => "a YAML string",
        KeyPolicyForm.EscapedText => "escaped text",
        KeyPolicyForm.Member => "a JSON object",
        _ => throw new UnreachableException(),
    };

    private static string Describe(string name, PolicyIssue issue) =>
        $"{name}:{issue.Line}:{issue.Column}: {issue.Path}: {issue.Message}{(issue.IsError ? "" : " (warning)")}";

    private static string Count(KeyPolicyParseResult result) =>
        result.Issues.Count(issue => issue.IsError) is var errors && errors == 1 ? "1 error" : $"{errors} errors";
}
