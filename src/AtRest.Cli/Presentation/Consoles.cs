using System.Globalization;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>Creates consoles for Spectre.Console, with colour only on a terminal that wants it (https://no-color.org).</summary>
internal static class Consoles
{
    /// <summary>Wide enough that nothing wraps: other programs search and cut what is piped.</summary>
    private const int Unlimited = 4_000;

    /// <summary>Below this width no text is readable.</summary>
    private const int Narrowest = 10;

    public static IAnsiConsole OnOutput(CliEnvironment environment) => Create(environment, environment.Output, environment.OutputIsTerminal);

    public static IAnsiConsole OnError(CliEnvironment environment) => Create(environment, environment.Error, environment.ErrorIsTerminal);

    private static IAnsiConsole Create(CliEnvironment environment, TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = !isTerminal || environment.IsSet("NO_COLOR") ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (WidthOf(environment, isTerminal) is { } width)
        {
            console.Profile.Width = width;
        }

        return console;
    }

    private static int? WidthOf(CliEnvironment environment, bool isTerminal) =>
        int.TryParse(environment.Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns is >= Narrowest and <= Unlimited
            ? columns
            : isTerminal ? null : Unlimited;
}
