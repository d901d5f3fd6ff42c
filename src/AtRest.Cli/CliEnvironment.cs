using System.Diagnostics.CodeAnalysis;
using AtRest.Cli.CommandLine;

namespace AtRest.Cli;

/// <summary>The world around one run of the command line, so that tests can give it another one.</summary>
internal sealed record CliEnvironment
{
    /// <summary>For results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For progress and messages.</summary>
    public required TextWriter Error { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Environment variables by name; null for one that is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The process's own streams and variables.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The streams live as long as the process.")]
    public static CliEnvironment OfProcess() => new()
    {
        Output = Console.Out,
        Error = new MessageWriter(Console.Error),
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
    };

    public bool IsSet(string variable) => !string.IsNullOrEmpty(Variable(variable));
}
