using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The days for which log files are kept: an exact number, or a range.</summary>
/// <param name="AtLeast">The minimum.</param>
/// <param name="AtMost">The maximum.</param>
/// <param name="Floor">The reason for the minimum, as the rest of a sentence.</param>
/// <param name="Ceiling">The reason for the maximum.</param>
/// <param name="Doubt">Why the two differ, as a sentence; otherwise empty.</param>
internal sealed record RetentionEstimate(int AtLeast, int AtMost, string Floor, string Ceiling, string Doubt = "")
{
    public const int Unlimited = int.MaxValue;

    public static string Words(int days) => days == Unlimited ? "without a limit" : $"for {Wording.Days(days)}";
}
