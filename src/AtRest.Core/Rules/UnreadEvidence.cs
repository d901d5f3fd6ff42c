using AtRest.Core.Evidence;

namespace AtRest.Core.Rules;

/// <summary>What a rule says when the evidence that it rests on is absent: unknown, with the cause.</summary>
internal static class UnreadEvidence
{
    /// <param name="collected">The absent evidence.</param>
    /// <param name="subject">What could not be judged, as the beginning of a sentence: <c>The state of the primary key</c>.</param>
    public static Outcome Unread<T>(this Collected<T> collected, string subject)
        where T : class
    {
        collected.TryGet(out _, out var absence);
        return Outcome.Unknown($"{subject} could not be seen. {(absence ?? Absence.NotCollected).Cause}") with
        {
            Remedy = absence?.Remedy ?? absence?.Kind switch
            {
                AbsenceKind.Denied => $"Let the audit role call {collected.Source}, then audit again.",
                AbsenceKind.Failed => "Audit again; if the cause stays the same, fix it first.",
                _ => null,
            },
            Evidence = [collected.Reference],
        };
    }
}
