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

/// <summary>What the finding must be, beside its status.</summary>
internal sealed record RuleCaseExpectation
{
    /// <summary>An ending of the resource that the finding names; empty: the cluster itself. Without it, the status is the worst that the rule gives.</summary>
    public string? Resource { get; init; }

    /// <summary>Required for a failure of a rule that can give more than one severity.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Required for a failure of a rule that can give more than one level.</summary>
    public RuleLevel? Level { get; init; }

    /// <summary>Parts of message, consequence or remedy.</summary>
    public ImmutableArray<string> Says { get; init; } = [];

    /// <summary>What must be nowhere in the finding.</summary>
    public ImmutableArray<string> Hides { get; init; } = [];

    /// <summary>Parts of the command or text that the remedy offers.</summary>
    public ImmutableArray<string> Code { get; init; } = [];

    /// <summary>
    /// What other rules answer. Every other rule that fails is named here; in a case about key policies, so is every other rule about
    /// key policies that answers otherwise than in the healthy fleet.
    /// </summary>
    public ImmutableSortedDictionary<string, FindingStatus> Others { get; init; } = ImmutableSortedDictionary<string, FindingStatus>.Empty;
}
