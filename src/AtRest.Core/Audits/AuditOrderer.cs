using System.Text.Json.Serialization;

namespace AtRest.Core.Audits;

/// <summary>Who ordered an audit.</summary>
public sealed record AuditOrderer
{
    public required OrderCause Cause { get; init; }

    /// <summary>Who it was: a user and a machine, an API key or a token's subject; null where the cause says it all.</summary>
    public string? Name { get; init; }

    /// <summary>What caused it, for people: which key was changed, by whom and when; null if the cause says it all.</summary>
    public string? Detail { get; init; }
}

/// <summary>By what an audit was ordered.</summary>
public enum OrderCause
{
    /// <summary>Somebody ran the command line.</summary>
    [JsonStringEnumMemberName("commandLine")]
    CommandLine,

    /// <summary>The server's nightly schedule.</summary>
    [JsonStringEnumMemberName("nightly")]
    Nightly,

    /// <summary>A request to the server's API.</summary>
    [JsonStringEnumMemberName("request")]
    Request,

    /// <summary>A change of a key, which the cloud told the server of.</summary>
    [JsonStringEnumMemberName("keyChange")]
    KeyChange,
}
