namespace AtRest.Hosting.Work.Claims;

/// <summary>
/// The times of claims; tests use others. All ages are by the storage's clock. A killed worker is noticed after at most <see cref="Held"/> by the next
/// <see cref="Serving.ResumeTimer"/>, and its message is fetched with the next poll: together that must stay below a minute.
/// </summary>
internal sealed record ClaimTimes
{
    /// <summary>The interval at which a worker renews its claim.</summary>
    public TimeSpan RenewInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a worker counts as running after its last renewal: one may be missed.</summary>
    public TimeSpan Held { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>
    /// A worker that takes longer hangs, even if it renews its claim: it is stopped, and the message goes to another one. Less than the ten minutes (<c>functionTimeout</c>)
    /// after which the Functions host ends the process, and more than <see cref="Audits.AuditSteps.BatchLimit"/>.
    /// </summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(9.5);

    /// <summary>How long a message that waits for its next delivery may be hidden. The longest delay after a failure is 40 seconds (<see cref="Serving.PumpTimes"/>).</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The largest expected difference between the times of blobs and messages: Azure has two services for them, with times in whole seconds.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a finished message is remembered. The Functions host hides a message for ten minutes; then a late copy of it is visible.</summary>
    public TimeSpan Remembered { get; init; } = TimeSpan.FromHours(2);
}
