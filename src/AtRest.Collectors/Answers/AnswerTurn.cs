namespace AtRest.Collectors.Answers;

/// <summary>
/// The turn of a call, or of all calls for a list, whose responses are large: only a few hold such responses at the same time, until what they mean is evidence. Responses of clouds are
/// small, so that normal audits never wait. It is ambient, because the libraries of the clouds are between the call and its connection.
/// </summary>
/// <param name="turns">The turns of the audit.</param>
internal sealed class AnswerTurn(SemaphoreSlim turns) : IDisposable
{
    /// <summary>How many calls of an audit hold large responses at the same time.</summary>
    public const int AtOnce = 2;

    /// <summary>The bytes from which on a response, or all pages of a list so far, are large.</summary>
    public const int LargestWithoutTurn = 256 * 1024;

    private static readonly AsyncLocal<AnswerTurn?> Ambient = new();

    private readonly Lock gate = new();
    private Task? taken;

    /// <summary>That of the call in progress; null: it belongs to no audit, such as a request for a token.</summary>
    public static AnswerTurn? Current => Ambient.Value;

    /// <summary>Makes calls that share one turn.</summary>
    public static async Task<T> RunAsync<T>(SemaphoreSlim turns, Func<Task<T>> calls)
    {
        using var turn = new AnswerTurn(turns);
        Ambient.Value = turn;
        return await calls();
    }

    /// <summary>Waits for the turn. The first to ask waits for all calls that share it.</summary>
    public Task TakeAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return taken is { IsFaulted: false, IsCanceled: false } ? taken : taken = turns.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (taken is { IsCompletedSuccessfully: true })
            {
                turns.Release();
            }
        }
    }
}
