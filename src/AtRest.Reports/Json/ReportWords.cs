using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Json;

/// <summary>The words of the JSON document: part of its contract, so that no enum's name in the code can change them.</summary>
internal static class ReportWords
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "compliant",
        Verdict.Indeterminate => "indeterminate",
        Verdict.NonCompliant => "nonCompliant",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string Of(FindingStatus status) => status switch
    {
        FindingStatus.Pass => "pass",
        FindingStatus.Fail => "fail",
        FindingStatus.Unknown => "unknown",
        FindingStatus.NotApplicable => "notApplicable",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Of(RuleLevel level) => level switch
    {
        RuleLevel.Required => "required",
        RuleLevel.Recommended => "recommended",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    public static string Of(WaiverState state) => state switch
    {
        WaiverState.Active => "active",
        WaiverState.Expired => "expired",
        WaiverState.Unused => "unused",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(EvidenceOutcome outcome) => outcome switch
    {
        EvidenceOutcome.Read => "read",
        EvidenceOutcome.Denied => "denied",
        EvidenceOutcome.NotFound => "notFound",
        EvidenceOutcome.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.ClusterAdded => "clusterAdded",
        ChangeKind.ClusterRemoved => "clusterRemoved",
        ChangeKind.DeclaredType => "declaredType",
        ChangeKind.Verdict => "verdict",
        ChangeKind.FindingOpened => "findingOpened",
        ChangeKind.FindingClosed => "findingClosed",
        ChangeKind.KeyPolicy => "keyPolicy",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(ControlStatus status) => status switch
    {
        ControlStatus.NotApplicable => "notApplicable",
        ControlStatus.Pass => "pass",
        ControlStatus.Partly => "partly",
        ControlStatus.NotShown => "notShown",
        ControlStatus.Waived => "waived",
        ControlStatus.Unknown => "unknown",
        ControlStatus.Fail => "fail",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>Of a cluster that the inventory does not declare, the cloud may not be known.</summary>
    public static string Of(CloudProvider? provider) => provider is { } known ? InventoryWords.Of(known) : "unknown";

    public static string Of(EncryptionType type) => InventoryWords.Of(type);

    public static string Of(ReportScope scope) => scope switch
    {
        ReportScope.Organization => "organization",
        ReportScope.Clusters => "clusters",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    public static string Of(OrderCause cause) => cause switch
    {
        OrderCause.CommandLine => "commandLine",
        OrderCause.Nightly => "nightly",
        OrderCause.Request => "request",
        OrderCause.KeyChange => "keyChange",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };
}
