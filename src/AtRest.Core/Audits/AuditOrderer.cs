using System.Text.Json.Serialization;

namespace AtRest.Core.Audits;

/// <summary>Who started an audit.</summary>
public sealed record AuditOrderer
{
    public required OrderCause Cause { get; init; }

    /// <summary>The user and machine, the API key or the token's subject; null if the cause is enough.</summary>
    public string? Name { get; init; }

    /// <summary>The cause, for people: the changed key, who changed it and when; null if <see cref="Cause"/> is enough.</summary>
    public string? Detail { get; init; }
}

/// <summary>How an audit was started.</summary>
public enum OrderCause
{
    /// <summary>On the command line.</summary>
    [JsonStringEnumMemberName("commandLine")]
    CommandLine,

    /// <summary>The server's nightly schedule.</summary>
    [JsonStringEnumMemberName("nightly")]
    Nightly,

    /// <summary>A request to the server's API.</summary>
    [JsonStringEnumMemberName("request")]
    Request,

    /// <summary>A change of a key, which the cloud reported to the server.</summary>
    [JsonStringEnumMemberName("keyChange")]
    KeyChange,
}
