using System.Collections.Immutable;

namespace AtRest.Core.Camunda.Evidence;

/// <summary>The changes of clusters in Camunda's activity log, the oldest first.</summary>
public sealed record CamundaActivity(ImmutableArray<CamundaEvent> Items);

/// <summary>
/// An event of the activity log. Camunda documents the members of an event in its SDK only, and none of their values
/// (https://camunda.github.io/camunda-8-js-sdk/interfaces/index.Admin.AdminDto.AuditEvent.html). So all values are kept as Camunda returned them, and every member can be missing.
/// </summary>
public sealed record CamundaEvent
{
    /// <summary>Null if Camunda returned no time, or not in a form that AtRest can read.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The name of the event.</summary>
    public string? Audit { get; init; }

    /// <summary><c>c</c>, <c>u</c> or <c>d</c>: created, updated or deleted.</summary>
    public string? AuditType { get; init; }

    /// <summary>What kind of thing the event is about.</summary>
    public string? Entity { get; init; }

    public string? EntityId { get; init; }

    public string? ParentEntityId { get; init; }

    /// <summary>What was changed.</summary>
    public string? Attribute { get; init; }

    /// <summary>The value before the change.</summary>
    public string? From { get; init; }

    /// <summary>The value after the change.</summary>
    public string? To { get; init; }

    /// <summary>The user or API client.</summary>
    public string? UserId { get; init; }
}
