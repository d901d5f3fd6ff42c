using AtRest.KeyPolicies.Grants;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>A case of the rules about key policies: <c>ID/{pass,fail,unknown,na}-*.json</c>. What it leaves out is as in a right cluster.</summary>
internal sealed record KeyPolicyCase
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>What the case shows, in a sentence.</summary>
    public required string What { get; init; }

    /// <summary>The policy, or a text where it is to be no JSON.</summary>
    public JsonNode? Policy { get; init; }

    public string RoleArn { get; init; } = KeyPolicyWorld.Role;

    public string KeyArn { get; init; } = KeyPolicyWorld.Key;

    public ImmutableArray<KeyGrant> Grants { get; init; } = [];

    public Absence? PolicyAbsence { get; init; }

    public Absence? GrantsAbsence { get; init; }

    public Absence? MetadataAbsence { get; init; }

    public KeyPolicyExpectation Expect { get; init; } = new();

    public string? PolicyText => Policy is JsonValue text ? text.GetValue<string>() : Policy?.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>Such as <c>KPOL-1/fail-no-decrypt.json</c>.</summary>
    public static IEnumerable<string> All => Directory.EnumerateDirectories(Folder(), "KPOL-*")
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json").Select(path => $"{Path.GetFileName(folder)}/{Path.GetFileName(path)}"))
        .Order(StringComparer.Ordinal);

    public static KeyPolicyCase Read(string name) => JsonSerializer.Deserialize<KeyPolicyCase>(File.ReadAllText(Path.Combine(Folder(), name)), Options)!;

    public static string RuleOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)];

    public static FindingStatus StatusOf(string name) => Path.GetFileName(name).Split('-', 2)[0] switch
    {
        "pass" => FindingStatus.Pass,
        "fail" => FindingStatus.Fail,
        "unknown" => FindingStatus.Unknown,
        "na" => FindingStatus.NotApplicable,
        var other => throw new InvalidDataException($"'{other}' of {name} is no status: pass, fail, unknown or na."),
    };

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

/// <summary>What the outcome must be, beside its status.</summary>
internal sealed record KeyPolicyExpectation
{
    public Severity? Severity { get; init; }

    /// <summary>Parts of message, consequence or remedy.</summary>
    public ImmutableArray<string> Says { get; init; } = [];

    /// <summary>What must stand nowhere in the outcome.</summary>
    public ImmutableArray<string> Hides { get; init; } = [];

    /// <summary>Parts of what can be pasted.</summary>
    public ImmutableArray<string> Code { get; init; } = [];

    /// <summary>The other rules about key policies that do not pass, and what they say instead.</summary>
    public ImmutableSortedDictionary<string, FindingStatus> Others { get; init; } = ImmutableSortedDictionary<string, FindingStatus>.Empty;
}
