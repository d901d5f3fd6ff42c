using System.CommandLine;
using AtRest.Cli.CommandLine;

namespace AtRest.Cli.Commands;

/// <summary>
/// <c>atrest completion SHELL</c>: prints a script that completes commands, options and values. The script asks <c>atrest</c> itself, by the
/// suggest directive of System.CommandLine, so it needs no other tool and does not change with the commands.
/// </summary>
internal static class CompletionCommand
{
    private static readonly (string Shell, string Name, string[] Examples)[] Shells =
    [
        ("bash", "bash", ["source <(atrest completion bash)", "atrest completion bash > ~/.local/share/bash-completion/completions/atrest"]),
        ("zsh", "zsh", ["source <(atrest completion zsh)", "atrest completion zsh > \"${fpath[1]}/_atrest\""]),
        ("fish", "fish", ["atrest completion fish | source", "atrest completion fish > ~/.config/fish/completions/atrest.fish"]),
        ("pwsh", "PowerShell", ["atrest completion pwsh | Out-String | Invoke-Expression", "atrest completion pwsh >> $PROFILE"]),
    ];

    public static Command Create(CliEnvironment environment)
    {
        var group = new CliCommand("completion", "Print a script that completes commands and options in your shell.") { SubcommandName = "SHELL" };
        foreach (var (shell, name, examples) in Shells)
        {
            var command = new CliCommand(shell, $"Print the completion script for {name}.") { Examples = examples };
            command.SetAction(async (_, cancellationToken) =>
            {
                await environment.Output.WriteAsync(Script(shell).AsMemory(), cancellationToken);
                return ExitCode.Compliant;
            });
            group.Add(command);
        }

        return group;
    }

    private static string Script(string shell)
    {
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion/atrest.{shell}")
            ?? throw new InvalidOperationException($"The completion script for {shell} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
