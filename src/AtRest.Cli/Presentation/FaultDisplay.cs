namespace AtRest.Cli.Presentation;

/// <summary>Writes each different failure of a call to standard error once, with all inner exceptions.</summary>
internal sealed class FaultDisplay(CliEnvironment environment)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> shown = new(StringComparer.Ordinal);

    public void Show(string what, Exception exception)
    {
        // Calls run in parallel, and when the network is down they all fail in the same way.
        lock (gate)
        {
            if (shown.Add(Summary(exception)))
            {
                environment.Error.WriteLine(SafeText.Of($"{what} failed: {exception}"));
            }
        }
    }

    private static string Summary(Exception exception)
    {
        var parts = new List<string>();
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            parts.Add($"{current.GetType()}: {current.Message}");
        }

        return string.Join('\n', parts);
    }
}
