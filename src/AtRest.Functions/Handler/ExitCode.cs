namespace AtRest.Functions.Handler;

/// <summary>What the process ends with, as the Functions host understands it. Never 0: the host takes that for the end of a job, and starts nothing in its place.</summary>
internal static class ExitCode
{
    /// <summary>A setting is wrong: started again it would end again. The host tries three times and gives up, with the message in its log.</summary>
    public const int InvalidSettings = 3;

    /// <summary>It could not start, or broke.</summary>
    public const int UnexpectedFailure = 4;

    /// <summary>Asked to end, or left alone: the host starts another in its place and does not count it as a crash.</summary>
    public const int Restart = 200;
}
