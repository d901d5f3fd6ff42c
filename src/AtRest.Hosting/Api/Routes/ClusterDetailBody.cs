using System.Collections.Immutable;
using AtRest.Core.Audits.History;
using AtRest.Core.Naming;
using AtRest.Hosting.Reports.Details;
using AtRest.KeyPolicies.Access;

namespace AtRest.Hosting.Api.Routes;

/// <summary>A cluster with everything that its page shows. What comes from a report is left out without a report, and for reports of earlier releases.</summary>
internal sealed record ClusterDetailBody
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whether the inventory declares the cluster.</summary>
    public required bool Declared { get; init; }

    public string? Stage { get; init; }

    /// <summary>The cloud and region, in words.</summary>
    public string? Place { get; init; }

    public string? BackupRegion { get; init; }

    /// <summary>The declared type of encryption.</summary>
    public string? Encryption { get; init; }

    /// <summary>The declared role of a cluster with an external key.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The result of the newest report.</summary>
    public LatestVerdict? Latest { get; init; }

    /// <summary>Why the cluster was not evaluated.</summary>
    public string? NotEvaluated { get; init; }

    /// <summary>What Camunda reports.</summary>
    public ReportedBody? Reported { get; init; }

    /// <summary>The declared keys.</summary>
    public ImmutableArray<ClusterKeyBody>? Keys { get; init; }

    /// <summary>In the catalogue's order.</summary>
    public ImmutableArray<FindingBody>? Findings { get; init; }

    /// <summary>The oldest first: an entry for each change of the verdict or of a key policy.</summary>
    public ImmutableArray<ClusterEventBody>? History { get; init; }

    /// <summary>The events in the history of the cluster and its keys, the oldest first; the newest 50.</summary>
    public ImmutableArray<TimelineEventBody>? Timeline { get; init; }

    public static ClusterDetailBody Of(FoundCluster found)
    {
        var (declared, detail) = (found.Declared, found.Detail);
        return new ClusterDetailBody
        {
            Id = found.Id,
            Name = found.Name,
            Declared = declared is not null,
            Stage = declared?.Stage ?? detail?.Stage,
            Place = detail?.Place,
            BackupRegion = declared?.BackupRegion ?? detail?.BackupRegion,
            Encryption = declared is not null ? WireWord.Of(declared.Encryption.Type) : null,
            RoleArn = detail?.RoleArn,
            Latest = found.Standing is null ? null : LatestVerdict.Of(found.Standing, found.Line),
            NotEvaluated = detail?.NotEvaluated,
            Reported = detail?.Reported is { } reported ? new ReportedBody(reported.Type, reported.Status, reported.ClusterStatus, reported.Region, reported.PrimaryKeyArn, reported.SecondaryKeyArn) : null,
            Keys = detail is null ? null : [.. detail.Keys.Select(key => ClusterKeyBody.Of(detail, key))],
            Findings = detail is null ? null : [.. detail.Findings.Select(FindingBody.Of)],
            Timeline = detail is null ? null : [.. detail.Timeline.Select(TimelineEventBody.Of)],
            History = found.Line is null ? null : [.. found.Line.History.Select(ClusterEventBody.Of)],
        };
    }
}

/// <summary>What Camunda reports about a cluster.</summary>
internal sealed record ReportedBody(string? Type, string? Status, string? ClusterStatus, string? Region, string? PrimaryKeyArn, string? SecondaryKeyArn);

/// <summary>A declared key and what was observed of it. What is left out was not read, or does not exist for such a key.</summary>
internal sealed record ClusterKeyBody
{
    /// <summary>The ARN, or the resource name in Google Cloud.</summary>
    public required string Name { get; init; }

    public required bool Secondary { get; init; }

    public string? State { get; init; }

    public string? Spec { get; init; }

    public string? Origin { get; init; }

    public string? Protection { get; init; }

    public bool? Rotates { get; init; }

    public int? RotationDays { get; init; }

    public DateTimeOffset? NextRotation { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public DateTimeOffset? MaterialExpires { get; init; }

    public DateTimeOffset? LastUsed { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Why the properties were not read.</summary>
    public string? Unread { get; init; }

    /// <summary>The key policy.</summary>
    public PolicyBody? Policy { get; init; }

    /// <summary>Why the policy was not read.</summary>
    public string? PolicyUnread { get; init; }

    /// <summary>Who can use the key; left out if the policy was not read, or is too complex to find everyone.</summary>
    public AccessBody? Access { get; init; }

    public static ClusterKeyBody Of(ClusterDetail cluster, KeyDetail key) => new()
    {
        Name = key.Name,
        Secondary = key.IsSecondary,
        State = key.State,
        Spec = key.Spec,
        Origin = key.Origin,
        Protection = key.Protection,
        Rotates = key.Rotates,
        RotationDays = key.RotationDays,
        NextRotation = key.NextRotation,
        DeletedAt = key.DeletedAt,
        MaterialExpires = key.MaterialExpires,
        LastUsed = key.LastUsed,
        ReadAt = key.ReadAt,
        Unread = key.Unread,
        Policy = key.Policy is null ? null : new PolicyBody(key.Policy, key.PolicySha256, [.. KeyAccess.LinesOf(key.Policy, [.. KeyAccess.FailuresOf(cluster, key).SelectMany(finding => finding.Statements).Distinct()])]),
        PolicyUnread = key.PolicyUnread,
        Access = KeyAccess.Of(key) is { } table ? AccessBody.Of(table, key.Roles) : null,
    };
}

/// <summary>A key policy.</summary>
/// <param name="Text">As it was read.</param>
/// <param name="Sha256">The SHA-256 of what was read.</param>
/// <param name="ResponsibleLines">The lines, from 1, of the statements that are responsible for failures.</param>
internal sealed record PolicyBody(string Text, string? Sha256, ImmutableArray<int> ResponsibleLines);

/// <summary>Who can use a key.</summary>
/// <param name="Public">Everyone who has an AWS account can.</param>
/// <param name="GrantsKnown">False if the grants were not read: then there can be more principals.</param>
/// <param name="Principals">Those of other accounts first.</param>
internal sealed record AccessBody(bool Public, bool GrantsKnown, ImmutableArray<PrincipalBody> Principals)
{
    public static AccessBody Of(AccessTable table, ImmutableArray<string> roles) => new(table.IsPublic, table.HasGrants, [.. table.Rows.Select(row => PrincipalBody.Of(row, roles))]);
}

/// <summary>A principal that can use a key.</summary>
/// <param name="Principal">As the policy or grant names it. An account is its ID, and everyone is <c>*</c>.</param>
/// <param name="Kind">Such as <c>Role</c>.</param>
/// <param name="Standing"><c>clusterRole</c>, <c>infrastructure</c>, <c>foreign</c> or <c>owner</c>.</param>
/// <param name="Rights">One for each statement or grant that gives access.</param>
internal sealed record PrincipalBody(string Principal, string Kind, string Standing, ImmutableArray<RightBody> Rights)
{
    public static PrincipalBody Of(AccessRow row, ImmutableArray<string> roles) => new(row.Principal, WireWord.Of(row.Kind), WireWord.Of(KeyAccess.StandingOf(row, roles)), [.. row.Rights.Select(RightBody.Of)]);
}

/// <summary>What a principal can do through one statement or grant.</summary>
internal sealed record RightBody
{
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>The number of the statement, from 0.</summary>
    public int? Statement { get; init; }

    public string? Sid { get; init; }

    /// <summary>The line of the statement, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The name or ID of the grant.</summary>
    public string? Grant { get; init; }

    /// <summary>The conditions of the statement.</summary>
    public ImmutableArray<ConditionBody>? Conditions { get; init; }

    /// <summary>IAM policies of the account must allow the access too.</summary>
    public required bool Delegated { get; init; }

    /// <summary>False if the access depends on something that AtRest cannot decide.</summary>
    public required bool Certain { get; init; }

    /// <summary>The numbers of the Deny statements that deny some of these calls.</summary>
    public ImmutableArray<int>? DeniedBy { get; init; }

    public static RightBody Of(AccessRight right) => new()
    {
        Actions = right.Actions,
        Statement = right.Statement?.Index,
        Sid = right.Statement?.Sid,
        Line = right.Statement?.Line,
        Grant = right.Grant?.Name ?? right.Grant?.GrantId,
        Conditions = right.Statement is { Conditions.IsEmpty: false } statement ? [.. statement.Conditions.Select(condition => new ConditionBody(condition.OperatorText, condition.Key, condition.Values))] : null,
        Delegated = right.IsDelegated,
        Certain = right.IsCertain,
        DeniedBy = right.Denials.IsEmpty ? null : [.. right.Denials.Select(denial => denial.Index)],
    };
}

/// <summary>A condition of a statement.</summary>
internal sealed record ConditionBody(string Operator, string Key, ImmutableArray<string> Values);

/// <summary>An event in the history of a cluster or of its key.</summary>
internal sealed record TimelineEventBody
{
    public required DateTimeOffset At { get; init; }

    /// <summary><c>policy</c>, <c>grant</c>, <c>rotation</c>, <c>key</c> or <c>verdict</c>.</summary>
    public required string Kind { get; init; }

    public string? Resource { get; init; }

    public string? Operation { get; init; }

    public string? Actor { get; init; }

    public string? SourceAddress { get; init; }

    public string? EventId { get; init; }

    public string? ReportId { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public string? Difference { get; init; }

    public required string Message { get; init; }

    public static TimelineEventBody Of(TimelineEvent item) => new()
    {
        At = item.At,
        Kind = WireWord.Of(item.Kind),
        Resource = item.Resource,
        Operation = item.Operation,
        Actor = item.Actor,
        SourceAddress = item.SourceAddress,
        EventId = item.EventId,
        ReportId = item.ReportId,
        Before = item.Before,
        After = item.After,
        Difference = item.Difference,
        Message = item.Message,
    };
}

/// <summary>A moment in the history of a cluster.</summary>
/// <param name="At">The time of the audit.</param>
/// <param name="ReportId">Its report.</param>
/// <param name="Verdict">The verdict since then.</param>
/// <param name="ChangedPolicies">The keys whose policy had changed since the report before.</param>
internal sealed record ClusterEventBody(DateTimeOffset At, string ReportId, string Verdict, ImmutableArray<string> ChangedPolicies)
{
    public static ClusterEventBody Of(ClusterEvent moment) => new(moment.At, moment.ReportId, WireWord.Of(moment.Verdict), moment.ChangedPolicies);
}
