using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Reading;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Google;

/// <summary>Turns calls into pieces of evidence: what was read, or why it was not.</summary>
/// <param name="failure">Why no call can be made; null: they can.</param>
/// <param name="telemetry">Receives what failed.</param>
/// <param name="clock">The time.</param>
/// <param name="cancellationToken">The audit's.</param>
internal sealed class EvidencePieces(Absence? failure, CloudTelemetry telemetry, TimeProvider clock, CancellationToken cancellationToken) : IDisposable
{
    private readonly SemaphoreSlim turns = new(AnswerTurn.AtOnce);

    public async Task<Collected<T>> ReadAsync<T>(string source, string resource, Func<Task<T>> ask)
        where T : class
    {
        if (failure is not null)
        {
            return Absent<T>(source, resource, failure);
        }

        try
        {
            var value = await AnswerTurn.RunAsync(turns, ask);
            return new Collected<T> { Source = source, Resource = resource, CollectedAt = clock.GetUtcNow(), Sha256 = EvidenceHash.OfValue(value), Value = value };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            telemetry.Fault($"{source} on {resource}", exception);
            return Absent<T>(source, resource, GoogleAbsence.Translate(source, resource, exception));
        }
    }

    /// <summary>A call that was not needed.</summary>
    /// <param name="source">The call.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="why">The reason, as a sentence.</param>
    public Collected<T> Skip<T>(string source, string resource, string why)
        where T : class => Absent<T>(source, resource, new Absence { Kind = AbsenceKind.NotCollected, Cause = why });

    public void Dispose() => turns.Dispose();

    private Collected<T> Absent<T>(string source, string resource, Absence absence)
        where T : class => new() { Source = source, Resource = resource, CollectedAt = clock.GetUtcNow(), Absence = absence };
}
