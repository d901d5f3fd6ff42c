using System.Diagnostics.CodeAnalysis;
using System.Text;
using AtRest.Cli.CommandLine;
using Microsoft.Win32.SafeHandles;

namespace AtRest.Cli;

/// <summary>The streams, variables and clock of one run of the command line, so that tests can replace them.</summary>
internal sealed record CliEnvironment
{
    private const nint StandardOutput = 1;

    /// <summary>For results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For progress and messages.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input, as bytes.</summary>
    public Func<Stream> OpenInput { get; init; } = () => Stream.Null;

    /// <summary>Opens the bytes behind <see cref="Output"/>, for large results. Flush <see cref="Output"/> first.</summary>
    public Func<Stream> OpenOutput { get; init; } = () => Stream.Null;

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Sets how long a command may take to shut down after Ctrl-C or SIGTERM.</summary>
    public Action<TimeSpan> AllowGrace { get; init; } = _ => { };

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The user and the machine that run the command, for reports. Null if the system does not report the user.</summary>
    public string? User { get; init; }

    /// <summary>Whether to show failures in full (<c>--verbose</c>).</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Environment variables by name; null for one that is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The process's own streams and variables.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The streams live as long as the process.")]
    public static CliEnvironment OfProcess() => new()
    {
        Output = OutputOfProcess(),
        Error = new MessageWriter(Console.Error),
        OpenInput = Console.OpenStandardInput,
        OpenOutput = OpenStandardOutput,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
        User = Environment.UserName is { Length: > 0 } user ? $"{user} on {Environment.MachineName}" : null,
    };

    /// <summary>A terminal shows results at once. For a pipe or a file they are buffered: the command flushes them when it ends.</summary>
    private static TextWriter OutputOfProcess() => Console.IsOutputRedirected
        ? new StreamWriter(OpenStandardOutput(), WithoutMark(Console.OutputEncoding), bufferSize: -1, leaveOpen: true)
        : Console.Out;

    private static Encoding WithoutMark(Encoding encoding) => encoding is UTF8Encoding ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : encoding;

    /// <summary>
    /// The console's own stream hides the error of a pipe that is no longer read, so that with <c>| head</c> a long run would continue for
    /// nothing. A file stream reports the error. Files keep the console's stream, which shares their position with other writers.
    /// </summary>
    private static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        try
        {
            var direct = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return direct.CanSeek ? Console.OpenStandardOutput() : direct;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Standard output is closed, or is something that cannot be written to. The first write reports it.
            return Console.OpenStandardOutput();
        }
    }

    public bool IsSet(string variable) => !string.IsNullOrEmpty(Variable(variable));
}
