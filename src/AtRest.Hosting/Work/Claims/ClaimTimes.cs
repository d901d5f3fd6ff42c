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

    /// <summary>How much later than it should a message may be delivered: a queue polls, and a stopped server releases its messages.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The largest expected difference between the times of blobs and messages: Azure has two services for them, with times in whole seconds.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often work may end with an error before its message is given up.</summary>
    public int MostFailures { get; init; } = 5;

    /// <summary>The pause after the first failure; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause after a failure of the work.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>The longest pause while the storage fails.</summary>
    public TimeSpan LongestOutagePause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>When the pauses because of the storage together are so long, a message is given up, and its work ordered again.</summary>
    public TimeSpan LongestOutage { get; init; } = TimeSpan.FromHours(6);

    /// <summary>A message whose workers are killed each time is given up after so many kills. Each takes at least <see cref="Held"/>: together six hours.</summary>
    public int MostKills { get; init; } = 618;

    /// <summary>How long a finished message is remembered. The Functions host hides a message for ten minutes; then a late copy of it is visible.</summary>
    public TimeSpan Remembered { get; init; } = TimeSpan.FromHours(2);
}
