namespace AtRest.FakeClouds.Hosting;

/// <summary>An HTTP response.</summary>
internal sealed record Reply(int Status, string ContentType, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
