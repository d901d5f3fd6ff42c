using AtRest.Hosting.Logs;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>
/// Records the events of senders with a valid key: one line for each. A customer with a key can send as many as they like, so beyond <see cref="Most"/> of a sender in a window, they are
/// counted.
/// </summary>
internal sealed class EventTrail : IDisposable
{
    /// <summary>The lines of one sender, result and window.</summary>
    public const int Most = 60;

    private readonly ILogger<EventTrail> logger;
    private readonly Repeats<(string Sender, string Result)> repeats;

    public EventTrail(TimeProvider time, LogSettings settings, ILogger<EventTrail> logger)
    {
        this.logger = logger;
        repeats = new(time, settings.Window, Most, ("other senders", "received"), (key, repeat) => logger.MoreReceived(repeat.Count, key.Sender, key.Result, repeat.Since, repeat.Until));
    }

    public void Record(WebhookSender sender, string address, KeyEventSummary summary)
    {
        if (!repeats.IsFirst((sender.Name, summary.IsMalformed ? "malformed" : summary.Answer.Result), ""))
        {
            return;
        }

        if (summary.IsMalformed)
        {
            logger.Malformed(sender.Name, address, summary.Answer.Reason);
        }
        else
        {
            logger.Received(summary.Answer.Id, sender.Name, address, summary.Answer.Result, summary.Name, summary.Answer.Clusters, summary.Answer.Reason);
        }
    }

    public void Dispose() => repeats.Dispose();
}

/// <summary>What the log says about an event.</summary>
/// <param name="Name">The name of the call; null if the body was not an event, or is ignored.</param>
/// <param name="IsMalformed">The body was not an event.</param>
/// <param name="Answer">What was done.</param>
internal sealed record KeyEventSummary(string? Name, bool IsMalformed, WebhookAnswer Answer);
