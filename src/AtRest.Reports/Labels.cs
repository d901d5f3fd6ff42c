using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports;

/// <summary>The display labels of reports for people.</summary>
internal static class Labels
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "Compliant",
        Verdict.Indeterminate => "Indeterminate",
        Verdict.NonCompliant => "Non-compliant",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    /// <summary>The name of the colour and of the icon of a verdict's word.</summary>
    public static string ToneOf(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "pass",
        Verdict.Indeterminate => "unknown",
        Verdict.NonCompliant => "fail",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string Of(EncryptionType type) => type switch
    {
        EncryptionType.External => "External key",
        EncryptionType.Hardware => "Hardware key",
        EncryptionType.Software => "Software key",
        EncryptionType.Provider => "Provider-managed key",
        EncryptionType.None => "Not declared",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    public static string MeaningOf(EncryptionType type) => type switch
    {
        EncryptionType.External => "the customer’s own key in AWS KMS",
        EncryptionType.Hardware => "Camunda-managed, in a hardware security module of Google Cloud",
        EncryptionType.Software => "Camunda-managed, in Google Cloud KMS",
        EncryptionType.Provider => "the hosting cloud’s own key, the default",
        EncryptionType.None => "reported by Camunda, not declared in the inventory",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>The cloud that hosts a cluster. A cloud that AtRest does not support keeps the name that Camunda uses.</summary>
    private static string CloudOf(Cluster cluster, string? reportedProvider) => (cluster.Provider, reportedProvider) switch
    {
        ({ } provider, _) => InventoryWords.NameOf(provider),
        (null, { } name) => $"{name} (a cloud that AtRest does not support)",
        (null, null) => "Unknown cloud",
    };

    /// <summary>The cloud and the region, or one word if neither is known.</summary>
    public static string PlaceOf(Cluster cluster, string? reportedProvider, string separator) => cluster is { Provider: null, Region: "unknown" } && reportedProvider is null
        ? "Unknown"
        : CloudOf(cluster, reportedProvider) + separator + cluster.Region;

    public static string Of(OrderCause cause) => cause switch
    {
        OrderCause.CommandLine => "command line",
        OrderCause.Nightly => "nightly schedule",
        OrderCause.Request => "request to the server",
        OrderCause.KeyChange => "change of a key",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };

    /// <summary>The cloud of an identity that AtRest used.</summary>
    public static string OfCloud(string cloud) => cloud switch
    {
        "aws" => "AWS",
        "gcp" => "Google Cloud",
        "camunda" => "Camunda",
        _ => cloud,
    };

    public static string Of(RuleLevel level) => level switch
    {
        RuleLevel.Required => "Required",
        RuleLevel.Recommended => "Recommended",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    public static string Of(Severity severity) => severity.ToString();

    public static string Of(WaiverState state) => state.ToString();

    public static string Of(ControlStatus status) => status switch
    {
        ControlStatus.NotApplicable => "Not applicable",
        ControlStatus.Pass => "Pass",
        ControlStatus.Partly => "Partly shown",
        ControlStatus.NotShown => "Not shown",
        ControlStatus.Waived => "Waived",
        ControlStatus.Unknown => "Unknown",
        ControlStatus.Fail => "Fail",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string ToneOf(ControlStatus status) => status switch
    {
        ControlStatus.NotApplicable or ControlStatus.Partly or ControlStatus.NotShown => "none",
        ControlStatus.Pass => "pass",
        ControlStatus.Waived => "waived",
        ControlStatus.Unknown => "unknown",
        ControlStatus.Fail => "fail",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.ClusterAdded => "New clusters",
        ChangeKind.ClusterRemoved => "Removed clusters",
        ChangeKind.DeclaredType => "Changed declared types",
        ChangeKind.Verdict => "Changed verdicts",
        ChangeKind.FindingOpened => "New failures",
        ChangeKind.FindingClosed => "Closed failures",
        ChangeKind.KeyPolicy => "Changed key policies",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The label of a verdict's or a status' word in the JSON document; null for any other word.</summary>
    public static string? OfState(string word) => word switch
    {
        "compliant" => "Compliant",
        "nonCompliant" => "Non-compliant",
        "indeterminate" => "Indeterminate",
        "pass" => "Pass",
        "fail" => "Fail",
        "waived" => "Waived",
        "unknown" => "Unknown",
        "notApplicable" => "Not applicable",
        _ => null,
    };

    public static string ToneOfState(string word) => word switch
    {
        "compliant" or "pass" => "pass",
        "nonCompliant" or "fail" => "fail",
        "indeterminate" or "unknown" => "unknown",
        "waived" => "waived",
        _ => "none",
    };

    public static string Of(EvidenceOutcome outcome) => outcome switch
    {
        EvidenceOutcome.Read => "Read",
        EvidenceOutcome.Denied => "Denied",
        EvidenceOutcome.NotFound => "Not found",
        EvidenceOutcome.Failed => "Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <summary>A title states what is true when the rule passes. Without this word a failure would look like a pass.</summary>
    public static string StateOf(Finding finding) => finding switch
    {
        { Waiver: not null } => "Not met, accepted",
        { Status: FindingStatus.Unknown } => "Not judged",
        { Status: FindingStatus.Fail } => "Not met",
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Status, null),
    };

    /// <summary>The verdicts of clusters: <c>1 non-compliant, 3 compliant</c>.</summary>
    public static string InWords(IReadOnlyCollection<ClusterSummary> clusters)
    {
        var counts = new[] { Verdict.NonCompliant, Verdict.Indeterminate, Verdict.Compliant }
            .Select(verdict => (Verdict: verdict, Count: clusters.Count(cluster => cluster.Verdict == verdict)))
            .Where(entry => entry.Count > 0)
            .Select(entry => $"{entry.Count} {Of(entry.Verdict).ToLowerInvariant()}");
        return string.Join(", ", counts);
    }

    /// <summary>The open failures of a cluster by severity: <c>1 critical, 2 low</c>.</summary>
    public static string OpenFailures(ClusterSummary cluster)
    {
        var counts = cluster.Counts.Where(count => count.IsOpenFailure)
            .GroupBy(count => count.Severity)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Sum(count => count.Number)} {Of(group.Key).ToLowerInvariant()}")
            .ToList();
        return counts.Count == 0 ? "–" : string.Join(", ", counts);
    }

    /// <summary>The results of a framework's controls: <c>5 controls: 2 fail, 3 pass</c>.</summary>
    public static string Tally(FrameworkResult framework)
    {
        var counts = framework.Controls.GroupBy(result => result.Status)
            .OrderByDescending(group => group.Key)
            .Select(group => $"{group.Count()} {Of(group.Key).ToLowerInvariant()}");
        return $"{Count(framework.Controls.Length, "control", "controls")}: {string.Join(", ", counts)}";
    }

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("d MMMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string ShortMoment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
