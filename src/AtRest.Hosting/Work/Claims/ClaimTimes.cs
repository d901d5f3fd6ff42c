namespace AtRest.Hosting.Work.Claims;

/// <summary>
/// The times of claims; others in tests. All ages are by the storage's own clock. A worker that is killed is missed after <see cref="Held"/> at most, is found by the next
/// <see cref="Serving.ResumeTimer"/>, and its message is fetched with the next poll: together that must stay below a minute.
/// </summary>
internal sealed record ClaimTimes
{
    /// <summary>How often a worker says that it is alive.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For so long a worker counts as alive after it last said so: one beat may be missed.</summary>
    public TimeSpan Held { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>
    /// A worker that has not come to its end by then hangs, whatever it says: it is stopped, and the message goes to another one. Below the ten minutes (<c>functionTimeout</c>)
    /// after which the Functions host ends the whole process, and above <see cref="Audits.AuditSteps.BatchLimit"/>.
    /// </summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(9.5);

    /// <summary>For so long a message that waits for its next delivery may be hidden. The longest delay after a failure is 40 seconds (<see cref="Serving.PumpTimes"/>).</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>By how much the times of blobs and of messages may differ: Azure has two services for them, and whole seconds.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For so long it is remembered that a message was done. The Functions host hides a message for ten minutes; then a late copy of it can be seen.</summary>
    public TimeSpan Remembered { get; init; } = TimeSpan.FromHours(2);
}
