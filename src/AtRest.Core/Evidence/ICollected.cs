namespace AtRest.Core.Evidence;

/// <summary>A piece of evidence, whatever its value is: what a report's list of evidence shows of it.</summary>
public interface ICollected
{
    string Source { get; }

    string Resource { get; }

    DateTimeOffset CollectedAt { get; }

    string? Sha256 { get; }

    /// <summary>How many calls read it; null if they were not counted.</summary>
    int? Calls { get; }

    /// <summary>Why there is no value; null if there is one.</summary>
    Absence? WhyAbsent { get; }

    EvidenceReference Reference { get; }
}
