using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Reading;

/// <summary>Runs calls to AWS and turns their results into evidence.</summary>
internal sealed class EvidenceReader(TimeProvider clock, Memo memo, CloudTelemetry telemetry) : IDisposable
{
    private readonly SemaphoreSlim turns = new(AnswerTurn.AtOnce);

    public void Dispose() => turns.Dispose();

    /// <summary>Makes a call once in an audit for each pair of credentials and resource.</summary>
    /// <param name="session">The credentials.</param>
    /// <param name="source">The permission, such as <c>kms:GetKeyPolicy</c>.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="ask">Makes the call, or the calls for all pages.</param>
    /// <param name="hash">Computes the hash of the value; null: the hash of its JSON form.</param>
    /// <param name="cancellationToken">The audit's.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<Collected<T>> ReadAsync<T>(
        AccountSession session,
        string source,
        string resource,
        Func<Task<T>> ask,
        CancellationToken cancellationToken,
        Func<T, string>? hash = null)
        where T : class =>
        memo.GetAsync($"{session.Identity}\n{source}\n{resource}", () => AskAsync(session, source, resource, ask, hash ?? EvidenceHash.OfValue, cancellationToken));

    /// <summary>Makes a call that only one caller in the audit needs: its value is not kept for others.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public Task<Collected<T>> ReadUnsharedAsync<T>(
        AccountSession session,
        string source,
        string resource,
        Func<Task<T>> ask,
        CancellationToken cancellationToken,
        Func<T, string>? hash = null)
        where T : class =>
        AskAsync(session, source, resource, ask, hash ?? EvidenceHash.OfValue, cancellationToken);

    /// <summary>The evidence of a call that was not made, with the reason.</summary>
    public Collected<T> Skip<T>(string source, string resource, string cause)
        where T : class => Absent<T>(source, resource, new Absence { Kind = AbsenceKind.NotCollected, Cause = cause });

    private async Task<Collected<T>> AskAsync<T>(
        AccountSession session, string source, string resource, Func<Task<T>> ask, Func<T, string> hash, CancellationToken cancellationToken)
        where T : class
    {
        if (session.AccessFailure is { } failure)
        {
            return Absent<T>(source, resource, failure);
        }

        var calls = CallTally.Begin();
        try
        {
            var value = await AnswerTurn.RunAsync(turns, ask);
            return new Collected<T> { Source = source, Resource = resource, CollectedAt = clock.GetUtcNow(), Sha256 = hash(value), Calls = calls.Count, Value = value };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            telemetry.Fault($"{source} on {resource}", exception);
            return Absent<T>(source, resource, AbsenceTranslator.Translate(new ReadingContext(source, resource, session.Caller) { UsesOwnCredentials = session.Identity == OwnCredentials.Identity }, exception)) with { Calls = calls.Count };
        }
    }

    /// <summary>The evidence of a call that was not made, or that failed.</summary>
    public Collected<T> Absent<T>(string source, string resource, Absence absence)
        where T : class => new() { Source = source, Resource = resource, CollectedAt = clock.GetUtcNow(), Absence = absence };
}
