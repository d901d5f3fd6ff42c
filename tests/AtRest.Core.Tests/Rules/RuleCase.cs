using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>Cases of one rule about one topic. A new case is a new entry of a file and needs no code.</summary>
internal sealed record RuleCaseFile
{
    public required string Rule { get; init; }

    public required ImmutableArray<RuleCase> Cases { get; init; }
}

/// <summary>One case: what is changed in the healthy fleet, and what the rule must answer then.</summary>
internal sealed record RuleCase
{
    /// <summary>The rule of the file that the case is in.</summary>
    [JsonIgnore]
    public string Rule { get; init; } = "";

    /// <summary>Unique among the cases of the rule.</summary>
    public required string Name { get; init; }

    public required FindingStatus Status { get; init; }

    /// <summary>What the case shows, in a sentence.</summary>
    public required string What { get; init; }

    /// <summary>The changes; <see cref="CaseWorld"/> describes their form.</summary>
    public JsonObject Given { get; init; } = [];

    public RuleCaseExpectation Expect { get; init; } = new();

    /// <summary>Such as <c>KPOL-1/no-decrypt</c>.</summary>
    [JsonIgnore]
    public string Id => $"{Rule}/{Name}";
}

/// <summary>The expected content of the finding, in addition to its status.</summary>
internal sealed record RuleCaseExpectation
{
    /// <summary>The end of the finding's resource; empty for the cluster itself. Without it, the worst status of the rule's findings is expected.</summary>
    public string? Resource { get; init; }

    /// <summary>Required for a failure of a rule that can give more than one severity.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Required for a failure of a rule that can give more than one level.</summary>
    public RuleLevel? Level { get; init; }

    /// <summary>Parts of message, consequence or remedy.</summary>
    public ImmutableArray<string> Says { get; init; } = [];

    /// <summary>Texts that must not be in the finding.</summary>
    public ImmutableArray<string> Hides { get; init; } = [];

    /// <summary>Parts of the command or text in the remedy.</summary>
    public ImmutableArray<string> Code { get; init; } = [];

    /// <summary>
    /// The expected answers of other rules. Names every other rule that fails. In a case about key policies, also names every other rule about
    /// key policies whose answer differs from the healthy fleet.
    /// </summary>
    public ImmutableSortedDictionary<string, FindingStatus> Others { get; init; } = ImmutableSortedDictionary<string, FindingStatus>.Empty;
}
