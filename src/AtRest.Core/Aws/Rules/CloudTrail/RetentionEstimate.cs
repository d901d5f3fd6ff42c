using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>For how many days log files are kept: exactly known, or between two bounds.</summary>
/// <param name="AtLeast">Days that are sure.</param>
/// <param name="AtMost">Days that are possible.</param>
/// <param name="Floor">What makes the lower bound, as the rest of a sentence.</param>
/// <param name="Ceiling">What makes the upper bound.</param>
/// <param name="Doubt">Why the bounds differ, as a sentence; else empty.</param>
internal sealed record RetentionEstimate(int AtLeast, int AtMost, string Floor, string Ceiling, string Doubt = "")
{
    public const int Forever = int.MaxValue;

    public static string Words(int days) => days == Forever ? "for ever" : $"for {Wording.Days(days)}";
}
