using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace AtRest.Core.Tests.Rules;

/// <summary>The allowed names in the <c>given</c> of a case. Their values are checked when they are read.</summary>
internal static class CaseNames
{
    private const string Any = "*";

    private static readonly FrozenDictionary<string, string[]> Known = new Dictionary<string, string[]>
    {
        [""] =
        [
            "auditedAt", "parameters", "organization", "cluster", "sisters", "sharedKeys", "leftOut", "previous", "keys", "trails", "stores", "storesElsewhere",
            "buckets", "eventBridge", "logGroups", "google", "camunda", "endpoints", "organizations", "recordKeys",
        ],
        ["keys"] = ["primary", "secondary"],
        ["keys.*"] = ["metadata", "policy", "rotationStatus", "rotations", "grants", "lastUsage", "events", "lastUse"],
        ["trails.*"] = ["trail", "status", "delivery", "selectors"],
        ["stores.*"] = ["arn", "details"],
        ["storesElsewhere.*.*"] = ["arn", "details"],
        ["buckets.*"] = ["lifecycle", "versioning", "objectLock", "publicAccessBlock", "policyStatus", "accountPublicAccessBlock"],
        ["eventBridge"] = ["rules", "targets", "matches"],
        ["logGroups.*"] = ["group", "filters", "matches", "alarms"],
        ["google"] = ["key", "versions", "policy", "keyRingPolicy", "use"],
        ["google.use"] = ["total", "versions", "retired"],
        ["camunda"] = ["clusters", "regions", "activity"],
        ["organizations"] = ["organization", "path", "caller", "attached", "policies"],
        ["recordKeys.*"] = ["metadata", "policy"],
        ["endpoints.*"] = ["tls", "plainHttp"],
    }.ToFrozenDictionary();

    private static readonly string[] OfAbsence = ["absent", "cause", "errorCode"];

    public static void Check(JsonObject given) => Check(given, "");

    private static void Check(JsonObject given, string path)
    {
        var allowed = given.ContainsKey("absent") ? OfAbsence : Known.GetValueOrDefault(path);
        foreach (var (name, value) in given)
        {
            var plain = name.TrimStart('=');
            if (allowed is not null && !allowed.Contains(plain))
            {
                throw new InvalidDataException($"A case cannot give '{plain}' at '{path}': {string.Join(", ", allowed)}.");
            }

            if (value is JsonObject inner && Below(path, plain) is { } below)
            {
                Check(inner, below);
            }
        }
    }

    /// <summary>Null if the names below are not checked.</summary>
    private static string? Below(string path, string name)
    {
        var prefix = path.Length == 0 ? "" : path + ".";
        return Array.Find([prefix + name, prefix + Any], candidate => Known.Keys.Any(known => known == candidate || known.StartsWith(candidate + ".", StringComparison.Ordinal)));
    }
}
