using AtRest.Core.Evidence;

namespace AtRest.Core.Rules;

/// <summary>The outcome of a rule whose evidence is absent: unknown, with the cause.</summary>
internal static class UnreadEvidence
{
    /// <param name="collected">The absent evidence.</param>
    /// <param name="subject">What could not be judged, as the beginning of a sentence, such as <c>The state of the primary key</c>.</param>
    public static Outcome Unread<T>(this Collected<T> collected, string subject)
        where T : class
    {
        collected.TryGet(out _, out var absence);
        return Outcome.Unknown($"{subject} could not be determined. {(absence ?? Absence.NotCollected).Cause}") with
        {
            Remedy = absence?.Remedy ?? absence?.Kind switch
            {
                AbsenceKind.Denied => $"Give the audit role permission to call {collected.Source}, then audit again.",
                AbsenceKind.Failed => "Audit again. If the cause is the same, fix it first.",
                _ => null,
            },
            Evidence = [collected.Reference],
        };
    }
}
