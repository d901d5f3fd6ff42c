namespace AtRest.FakeClouds.Hosting;

/// <summary>An answer, ready to be written.</summary>
internal sealed record Reply(int Status, string ContentType, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
