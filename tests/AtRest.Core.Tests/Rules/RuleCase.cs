using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>One case: what is changed in the healthy fleet, and what the rule must say then.</summary>
internal sealed record RuleCase
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>What the case shows, in a sentence.</summary>
    public required string What { get; init; }

    public JsonObject Given { get; init; } = [];

    public RuleCaseExpectation Expect { get; init; } = new();

    public static RuleCase Read(string name) => JsonSerializer.Deserialize<RuleCase>(RuleCaseFiles.Read(name), Options)!;

    /// <summary>The status that a case's file name begins with.</summary>
    public static FindingStatus StatusOf(string name) => Path.GetFileName(name).Split('-', 2)[0] switch
    {
        "pass" => FindingStatus.Pass,
        "fail" => FindingStatus.Fail,
        "unknown" => FindingStatus.Unknown,
        "na" => FindingStatus.NotApplicable,
        var other => throw new InvalidDataException($"'{other}' of {name} is no status: pass, fail, unknown or na."),
    };
}

/// <summary>What the finding must be, beside its status.</summary>
internal sealed record RuleCaseExpectation
{
    /// <summary>An ending of the resource that the finding names; empty: the cluster itself.</summary>
    public string? Resource { get; init; }

    public Severity? Severity { get; init; }

    public RuleLevel? Level { get; init; }

    /// <summary>Parts of message, consequence or remedy.</summary>
    public ImmutableArray<string> Says { get; init; } = [];

    /// <summary>What must stand nowhere in the finding.</summary>
    public ImmutableArray<string> Hides { get; init; } = [];

    /// <summary>Parts of the command.</summary>
    public ImmutableArray<string> Command { get; init; } = [];

    /// <summary>Other rules that truly fail, too. All rules that are not named here must not.</summary>
    public ImmutableArray<string> AlsoFails { get; init; } = [];
}
