namespace AtRest.Collectors.Retries;

/// <summary>
/// What an audit has learned about one service at one endpoint. A call that used up its attempts decides for the calls after it, unless another call was answered in the meantime: a dead
/// endpoint, or an operation that it does not offer, costs the attempts of one call and not those of every key. It has no clock and no I/O: callers pass in the time.
/// </summary>
/// <param name="isOverride">
/// The endpoint replaces the cloud's own, so it may lack operations. Emulators often report that with an error that is not in the cloud's shape: a web page, or a status alone. One such
/// error can be chance, so several in a row are needed, each to an attempt that began after the one before. The cloud itself names its errors, so at its own endpoints they are not counted.
/// </param>
internal sealed class EndpointHealth(bool isOverride)
{
    /// <summary>Foreign errors in a row, without a response, after which an operation is not offered. They take at least three quarters of a second.</summary>
    public const int ErrorsOfMissingOperation = 6;

    /// <summary>The same for a service that answered nothing at all: it may still be starting. They take at least ten seconds.</summary>
    public const int ErrorsOfSilentService = 24;

    // Four attempts without a connection, eight without a response, or forty dropped connections, before the endpoint ever sent anything: a faulty network that lets two thirds
    // through would look like that in one of 10^4 audits.
    private const int Hopeless = 40;

    private static readonly Backoff BetweenProbes = new(TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(500));

    private readonly Lock guard = new();
    private readonly Dictionary<string, Operation> operations = new(StringComparer.Ordinal);
    private Exception? dead;
    private TimeSpan? lastSign;
    private int doubt;

    /// <summary>Whether the endpoint ever sent anything, errors included.</summary>
    public bool HasAnswered
    {
        get
        {
            lock (guard)
            {
                return lastSign is not null;
            }
        }
    }

    /// <summary>Why calls of the operation are no longer made; null if they are.</summary>
    public Exception? GivenUp(string operation)
    {
        lock (guard)
        {
            return dead ?? Of(operation).GivenUp;
        }
    }

    /// <summary>Whether attempts of the operation run side by side. Until an operation at an override has shown that it exists, one attempt at a time is made.</summary>
    public bool IsOpen(string operation)
    {
        lock (guard)
        {
            return !isOverride || Of(operation).IsOpen;
        }
    }

    /// <summary>How long the next attempt of an operation waits that is not open: twice as long after each foreign error.</summary>
    public TimeSpan WaitBefore(string operation, TimeSpan now)
    {
        lock (guard)
        {
            var state = Of(operation);
            return state.IsOpen || state.GivenUp is not null || state.ForeignErrors == 0 ? TimeSpan.Zero : BetweenProbes.After(state.ForeignErrors, jitter: 1) - (now - state.LastForeignError);
        }
    }

    /// <summary>The endpoint sent something, even if only an error.</summary>
    public void SentSomething(TimeSpan now)
    {
        lock (guard)
        {
            lastSign = now;
        }
    }

    /// <summary>The operation gave a definite answer, good or bad.</summary>
    public void Answered(string operation, TimeSpan now)
    {
        lock (guard)
        {
            lastSign = now;
            Of(operation).LastAnswer = now;
            Of(operation).Exists();
        }
    }

    /// <summary>An attempt failed.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="started">When the attempt began.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="origin">Who sent the error.</param>
    /// <param name="exception">The error.</param>
    public void Failed(string operation, TimeSpan started, TimeSpan now, ErrorOrigin origin, Exception exception)
    {
        lock (guard)
        {
            var state = Of(operation);
            switch (origin)
            {
                case ErrorOrigin.Service:
                    state.Exists();
                    break;
                case ErrorOrigin.Unknown:
                    // It says nothing about the operation, so no call has to wait for another.
                    state.IsOpen = true;
                    break;
                default:
                    if (isOverride)
                    {
                        CountForeignError(state, started, now, exception);
                    }

                    break;
            }
        }
    }

    /// <summary>The endpoint reports that it does not have the operation.</summary>
    public void NotOffered(string operation, Exception exception)
    {
        lock (guard)
        {
            Of(operation).GivenUp ??= exception;
        }
    }

    /// <summary>An attempt failed before the endpoint ever sent anything.</summary>
    public void Doubt(FaultKind fault, Exception exception)
    {
        lock (guard)
        {
            if (lastSign is null && (doubt += fault switch { FaultKind.Unreachable => Hopeless / 4, FaultKind.TimedOut => Hopeless / 8, _ => 1 }) >= Hopeless)
            {
                dead ??= exception;
            }
        }
    }

    /// <summary>A call used up its attempts.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="started">When the call began.</param>
    /// <param name="exception">How its last attempt ended.</param>
    public void Exhausted(string operation, TimeSpan started, Exception exception)
    {
        lock (guard)
        {
            if (lastSign is null || lastSign < started)
            {
                dead ??= exception;
            }
            else if (Of(operation).LastAnswer is not { } answer || answer < started)
            {
                Of(operation).GivenUp ??= exception;
            }
        }
    }

    private void CountForeignError(Operation state, TimeSpan started, TimeSpan now, Exception exception)
    {
        if (!state.HasShownThatItExists && (state.ForeignErrors == 0 || started > state.LastForeignError))
        {
            state.ForeignErrors++;
            state.LastForeignError = now;
        }

        var serviceHasAnswered = operations.Values.Any(other => other.LastAnswer is not null);
        if (state.ForeignErrors >= (serviceHasAnswered ? ErrorsOfMissingOperation : ErrorsOfSilentService))
        {
            // A service that answered nothing at all may only be down.
            state.GivenUp ??= serviceHasAnswered ? new NotOfferedException(exception) : exception;
        }
    }

    private Operation Of(string name)
    {
        if (!operations.TryGetValue(name, out var operation))
        {
            operations.Add(name, operation = new Operation());
        }

        return operation;
    }

    private sealed class Operation
    {
        public Exception? GivenUp { get; set; }

        public TimeSpan? LastAnswer { get; set; }

        /// <summary>In a row, without a response.</summary>
        public int ForeignErrors { get; set; }

        public TimeSpan LastForeignError { get; set; }

        public bool HasShownThatItExists { get; private set; }

        public bool IsOpen { get; set; }

        public void Exists()
        {
            HasShownThatItExists = true;
            IsOpen = true;
            ForeignErrors = 0;
        }
    }
}
