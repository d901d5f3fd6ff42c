using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Trail;

/// <summary>
/// Records sign-ins. A sign-in at the portal begins a session, and is always one. The API has no sessions: every request has its credential, so the first request of a caller from an address
/// within an hour is the sign-in. Bounded: beyond <see cref="Most"/> pairs of caller and address, they are forgotten, which costs at most one more line for each.
/// </summary>
internal sealed partial class SignIns(TimeProvider time, ILogger<SignIns> logger)
{
    /// <summary>The largest number of pairs that are remembered.</summary>
    public const int Most = 4096;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Caller, string Address), long> known = [];

    /// <summary>Returns whether this is a sign-in.</summary>
    public bool Record(string caller, string address, string request, bool isSession)
    {
        if (!IsNew(caller, address) && !isSession)
        {
            return false;
        }

        LogSignIn(caller, address, request);
        return true;
    }

    private bool IsNew(string caller, string address)
    {
        lock (gate)
        {
            if (known.TryGetValue((caller, address), out var since) && time.GetElapsedTime(since) < Window)
            {
                return false;
            }

            if (known.Count >= Most)
            {
                known.Clear();
            }

            known[(caller, address)] = time.GetTimestamp();
            return true;
        }
    }

    [LoggerMessage(4002, LogLevel.Information, "{Caller} signed in from {Address} with {Request}")]
    private partial void LogSignIn(string caller, string address, string request);
}
