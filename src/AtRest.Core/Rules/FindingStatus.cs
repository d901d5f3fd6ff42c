namespace AtRest.Core.Rules;

/// <summary>What a rule found.</summary>
public enum FindingStatus
{
    Pass,

    Fail,

    /// <summary>It could not be seen; the message says why. Never a pass.</summary>
    Unknown,

    /// <summary>The rule has no subject here; the message says why.</summary>
    NotApplicable,
}
