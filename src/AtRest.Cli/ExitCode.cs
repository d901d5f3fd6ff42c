using System.Globalization;
using AtRest.Core.Audits;

namespace AtRest.Cli;

/// <summary>The exit codes of the process. Scripts depend on these numbers: they never change.</summary>
internal static class ExitCode
{
    public const int Compliant = 0;
    public const int NonCompliant = 1;
    public const int Indeterminate = 2;

    /// <summary>The command line, a file or a setting is wrong.</summary>
    public const int InvalidInput = 3;

    public const int UnexpectedFailure = 4;

    /// <summary>As shells report SIGINT: 128 + 2.</summary>
    public const int Interrupted = 130;

    /// <summary>The program that read the results has ended. As shells report SIGPIPE: 128 + 13.</summary>
    public const int ClosedPipe = 141;

    /// <summary>Every code and what it means, for the help.</summary>
    public static IReadOnlyList<(string Code, string Meaning)> All { get; } =
    [
        (Text(Compliant), "compliant, or the command succeeded"),
        (Text(NonCompliant), "non-compliant"),
        (Text(Indeterminate), "indeterminate, and nothing is non-compliant"),
        (Text(InvalidInput), "invalid input: the command line, a file or a setting"),
        (Text(UnexpectedFailure), "unexpected failure, or the results could not be written"),
        (Text(Interrupted), "interrupted by Ctrl-C or SIGTERM"),
        (Text(ClosedPipe), "the program that read the output has ended (broken pipe)"),
    ];

    private static string Text(int code) => code.ToString(CultureInfo.InvariantCulture);

    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.NonCompliant => NonCompliant,
        Verdict.Indeterminate => Indeterminate,
        Verdict.Compliant => Compliant,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
