using AtRest.KeyPolicies;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>A key policy as the caller gave it.</summary>
/// <param name="Name">The file's name as given, or <c>standard input</c>; for messages.</param>
/// <param name="Text">As it was read, without a byte order mark; <see cref="PolicyStatement.Text"/> is a range of it.</param>
/// <param name="HasMark">Whether a byte order mark stood before the text.</param>
/// <param name="Policy">What it says.</param>
internal sealed record PolicyInput(string Name, string Text, bool HasMark, KeyPolicy Policy)
{
    /// <summary>Tells warnings on standard error.</summary>
    /// <exception cref="InvalidInputException">It cannot be read or is no policy: every error with its line and column.</exception>
    public static async Task<PolicyInput> ReadAsync(string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var (name, text, hasMark) = await InputText.ReadAsync("policy", path, environment, cancellationToken).ConfigureAwait(false);
        var result = KeyPolicy.Parse(text);
        var tell = result.Policy is null ? [] : result.Issues;
        foreach (var warning in tell)
        {
            await environment.Error.WriteLineAsync(Presentation.SafeText.Line(Describe(name, warning))).ConfigureAwait(false);
        }

        return result.Policy is { } policy
            ? new PolicyInput(name, text, hasMark, policy)
            : throw new InvalidInputException([.. result.Issues.Select(issue => Describe(name, issue)), $"{Count(result)} in {name}: nothing was judged."]);
    }

    private static string Describe(string name, PolicyIssue issue) =>
        $"{name}:{issue.Line}:{issue.Column}: {issue.Path}: {issue.Message}{(issue.IsError ? "" : " (warning)")}";

    private static string Count(KeyPolicyParseResult result) =>
        result.Issues.Count(issue => issue.IsError) is var errors && errors == 1 ? "1 error" : $"{errors} errors";
}
