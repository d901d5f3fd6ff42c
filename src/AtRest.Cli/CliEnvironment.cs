using System.Diagnostics.CodeAnalysis;

namespace AtRest.Cli;

/// <summary>The world around one run of the command line, so that tests can give it another one.</summary>
internal sealed record CliEnvironment
{
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

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Environment variables by name; null for one that is not set.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>The process's own streams and variables.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The streams live as long as the process.")]
    public static CliEnvironment OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Variable = Environment.GetEnvironmentVariable,
    };

    public bool IsSet(string variable) => !string.IsNullOrEmpty(Variable(variable));
}
