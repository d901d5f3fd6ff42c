using System.CommandLine;
using AtRest.Cli.Presentation;
using AtRest.Hosting.Signing;
using AtRest.Reports.Signing;

namespace AtRest.Cli.Commands;

/// <summary>The key that reports are signed with: an option, or the settings of the servers.</summary>
internal static class SigningOptions
{
    public static Option<string> Sign() => new("--sign")
    {
        HelpName = "KEYFILE",
        Description = "Sign with this key: PEM (private key and certificate chain) or PKCS#12, ECDSA on P-256. The password is in AtRest__Signing__Password. Default: the key of the settings AtRest__Signing__….",
    };

    /// <exception cref="InvalidInputException">The key cannot be used.</exception>
    public static async Task<ISigningKeySource> OpenAsync(string? file, CliEnvironment environment)
    {
        var problems = new List<string>();
        string? Setting(string name) => environment.Variable(VariableOf(name));
        void Problem(string name, string text) => problems.Add($"{VariableOf(name)}: {text}");
        var now = environment.Time.GetUtcNow();
        var settings = file is null ? SigningSettings.Read(Setting, Problem, now) : SigningSettings.Of(file, "--sign", Setting, Problem, now);
        if (problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }

        foreach (var warning in settings.Warnings)
        {
            await environment.WriteMessageAsync($"Warning: {warning}");
        }

        return new SigningKeys(settings, environment.Time);
    }

    private static string VariableOf(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);
}
