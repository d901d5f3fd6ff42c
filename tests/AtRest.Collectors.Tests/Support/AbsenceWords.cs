using AtRest.Core.Evidence;

namespace AtRest.Collectors.Tests.Support;

internal static class AbsenceWords
{
    /// <summary>What a finding says of it: the cause and what to do.</summary>
    public static string Told(this Absence absence) => $"{absence.Cause} {absence.Remedy}";
}
