namespace AtRest.Core.Rules;

/// <summary>The status of a finding.</summary>
public enum FindingStatus
{
    Pass,

    Fail,

    /// <summary>The status could not be determined, and the message says why. Never treated as a pass.</summary>
    Unknown,

    /// <summary>The rule does not apply here, and the message says why.</summary>
    NotApplicable,
}
