using System.Diagnostics.CodeAnalysis;
using AtRest.Cli.CommandLine;
using Microsoft.Win32.SafeHandles;

namespace AtRest.Cli;

/// <summary>The world around one run of the command line, so that tests can give it another one.</summary>
internal sealed record CliEnvironment
{
    private const nint StandardOutput = 1;

    /// <summary>For results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For progress and messages.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input, as bytes.</summary>
    public Func<Stream> OpenInput { get; init; } = () => Stream.Null;

    /// <summary>The bytes behind <see cref="Output"/>, for results too many to go through text; flush <see cref="Output"/> before.</summary>
    public Func<Stream> OpenOutput { get; init; } = () => Stream.Null;

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Sets for how long a command may go on ending in good order after Ctrl-C or SIGTERM.</summary>
    public Action<TimeSpan> AllowGrace { get; init; } = _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who runs the command, for reports: the user and the machine; null if the system does not tell.</summary>
    public string? User { get; init; }

    /// <summary>Whether to show where failures came from (<c>--verbose</c>).</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Environment variables by name; null for one that is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The process's own streams and variables.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The streams live as long as the process.")]
    public static CliEnvironment OfProcess() => new()
    {
        Output = Console.Out,
        Error = new MessageWriter(Console.Error),
        OpenInput = Console.OpenStandardInput,
        OpenOutput = OpenStandardOutput,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
        User = Environment.UserName is { Length: > 0 } user ? $"{user} on {Environment.MachineName}" : null,
    };

    /// <summary>
    /// The console's own stream swallows the error of a pipe that nobody reads any more, so that <c>| head</c> would let a long run go on for
    /// nobody; a file stream reports it. Files are left to the console's stream, which shares their position with other writers.
    /// </summary>
    private static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var direct = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return direct.CanSeek ? Console.OpenStandardOutput() : direct;
    }

    public bool IsSet(string variable) => !string.IsNullOrEmpty(Variable(variable));
}
