using AtRest.Core.Evidence;

namespace AtRest.Core.Rules;

/// <summary>The outcome of a rule whose evidence is absent: unknown, with the cause.</summary>
internal static class UnreadEvidence
{
    /// <summary>
    /// Whether the evidence may have been cut off or damaged: no usable response, a list beyond its bounds, or a call that was not made because earlier ones had none. A missing permission is
    /// different: it is known, and the same in every audit. A rule that also passes without such evidence is unknown if it failed to be read.
    /// </summary>
    public static bool FailedToBeRead(this Absence? absence) => absence is { Kind: AbsenceKind.Failed or AbsenceKind.NotAttempted };

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
