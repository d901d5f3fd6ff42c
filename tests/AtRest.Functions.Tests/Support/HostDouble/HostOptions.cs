namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>The app that the double of the host starts.</summary>
internal sealed record HostOptions
{
    /// <summary>The published app: the worker is started in this folder, which has the worker's assembly, and <c>host.json</c>.</summary>
    public required string Folder { get; init; }

    public string Assembly { get; init; } = "AtRest.Functions.dll";

    /// <summary>Settings of the app. In Azure they are environment variables of the host, which the worker inherits.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long any one step can take: no test hangs. Generous, because machines that run tests are busy.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
