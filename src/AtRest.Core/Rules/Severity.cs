namespace AtRest.Core.Rules;

/// <summary>How bad a failure is, most severe first.</summary>
public enum Severity
{
    /// <summary>Data is or is about to be lost, or open to the world.</summary>
    Critical,

    /// <summary>The cluster cannot work, or somebody has access who must not.</summary>
    High,

    /// <summary>A duty is not met; nothing is lost yet.</summary>
    Medium,

    /// <summary>Good practice is missed.</summary>
    Low,
}
