using System.Globalization;
using AtRest.Hosting.Logs;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Trail;

/// <summary>
/// Records refused requests and connections. Everyone can cause as many as they like, so only the first of an address (and caller, if there is one) is a line in the log. The others are
/// counted: one line per window has their number.
/// </summary>
internal sealed partial class Refusals : IDisposable
{
    private const string Nobody = "an unknown caller";
    private const int LongestReason = 512;
    private const string OtherAddresses = "other addresses";

    private readonly ILogger<Refusals> logger;
    private readonly Repeats<(string Address, string Caller)> requests;
    private readonly Repeats<string> troubles;

    public Refusals(TimeProvider time, LogSettings settings, ILogger<Refusals> logger)
    {
        this.logger = logger;
        requests = new(time, settings.Window, first: 1, (OtherAddresses, Nobody), (key, repeat) => LogMore(repeat.Count, key.Address, key.Caller, repeat.Since, repeat.Until, repeat.Text));
        troubles = new(time, settings.Window, first: 1, "", (_, repeat) => LogMoreTrouble(repeat.Count, repeat.Since, repeat.Until, repeat.Text));
    }

    /// <summary>Returns whether this is the first of its kind, which is a line in the log.</summary>
    public bool Record(Refusal refusal)
    {
        var caller = refusal.Caller ?? Nobody;
        if (!requests.IsFirst((refusal.Address, caller), refusal.Status.ToString(CultureInfo.InvariantCulture)))
        {
            return false;
        }

        LogFirst(refusal.Request, refusal.Address, caller, refusal.Status, LogText.Of(refusal.Reason, LongestReason));
        return true;
    }

    /// <summary>Records a connection that was closed because there are too many.</summary>
    public void RecordConnection(string address)
    {
        if (requests.IsFirst((address, Nobody), "connections"))
        {
            LogConnection(address);
        }
    }

    /// <summary>Whether a failure of the server is the first of its kind, so that its details are logged. Callers without a credential can cause such failures too.</summary>
    /// <param name="kind">What failed, in a few words; for a damaged blob, its error, which names it.</param>
    public bool IsFirstTrouble(string kind) => troubles.IsFirst(kind, kind);

    public void Dispose()
    {
        requests.Dispose();
        troubles.Dispose();
    }

    [LoggerMessage(4003, LogLevel.Information, "{Request} from {Address} by {Caller} was refused: {Status} {Reason}")]
    private partial void LogFirst(string request, string address, string caller, int status, string reason);

    [LoggerMessage(4004, LogLevel.Information, "{Count} more requests from {Address} by {Caller} were refused from {Since:O} to {Until:O} ({Numbers})")]
    private partial void LogMore(int count, string address, string caller, DateTimeOffset since, DateTimeOffset until, string numbers);

    [LoggerMessage(4005, LogLevel.Information, "A connection from {Address} was refused: there are too many (AtRest:Serve:MaxConnections, AtRest:Serve:MaxConnectionsPerAddress)")]
    private partial void LogConnection(string address);

    [LoggerMessage(4006, LogLevel.Warning, "{Count} more requests failed in the same way from {Since:O} to {Until:O} ({Numbers})")]
    private partial void LogMoreTrouble(int count, DateTimeOffset since, DateTimeOffset until, string numbers);
}

/// <summary>A refused request.</summary>
internal sealed record Refusal
{
    public required string Address { get; init; }

    /// <summary>The name of the credential; null if there was no valid one.</summary>
    public string? Caller { get; init; }

    public required int Status { get; init; }

    /// <summary>Method and path, cut.</summary>
    public required string Request { get; init; }

    /// <summary>As in the response.</summary>
    public string Reason { get; init; } = "";
}
