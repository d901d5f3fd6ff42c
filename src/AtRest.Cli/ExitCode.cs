using AtRest.Core.Audits;

namespace AtRest.Cli;

/// <summary>What the process ends with. Scripts rest on these numbers: they never change.</summary>
internal static class ExitCode
{
    public const int Compliant = 0;
    public const int NonCompliant = 1;
    public const int Indeterminate = 2;

    /// <summary>The command line, a file or a setting is wrong; nothing was judged.</summary>
    public const int InvalidInput = 3;

    public const int UnexpectedFailure = 4;

    /// <summary>As shells report SIGINT: 128 + 2.</summary>
    public const int Interrupted = 130;

    public static int Of(Verdict verdict) => verdict switch
    {
        Verdict.NonCompliant => NonCompliant,
        Verdict.Indeterminate => Indeterminate,
        Verdict.Compliant => Compliant,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
