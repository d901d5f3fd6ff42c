using AtRest.Core.Evidence;

namespace AtRest.Collectors.Tests.Support;

internal static class AbsenceWords
{
    /// <summary>The text of a finding: the cause and what to do.</summary>
    public static string Told(this Absence absence) => $"{absence.Cause} {absence.Remedy}";
}
