using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>A call on a key, as the event history has it for 90 days.</summary>
public sealed record FakeKeyEvent
{
    /// <summary>Such as <c>Decrypt</c> or <c>PutKeyPolicy</c>.</summary>
    public string Name { get; init; } = "Decrypt";

    public ScenarioTime Time { get; init; } = "now-1h";

    /// <summary>
    /// The caller: the ARN of a role or of its session, of a user or of an account's root, an account, or the name of a service. Of a caller of another account than the key's, the event has
    /// only the account and a unique ID, unless <see cref="Named"/> is set.
    /// </summary>
    public required string By { get; init; }

    /// <summary>Whether the event names a caller of another account by its ARN.</summary>
    public bool Named { get; init; }

    public string SourceAddress { get; init; } = "198.51.100.7";

    /// <summary>Absent: the call succeeded.</summary>
    public string? ErrorCode { get; init; }

    public IReadOnlyDictionary<string, string> EncryptionContext { get; init; } = new Dictionary<string, string>();

    /// <summary>The principal of a new grant.</summary>
    public string? Grantee { get; init; }

    /// <summary>Absent: one derived from the key and the place in the list.</summary>
    public string? EventId { get; init; }
}
