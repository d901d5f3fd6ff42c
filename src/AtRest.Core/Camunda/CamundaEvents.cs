using System.Collections.Immutable;
using AtRest.Core.Camunda.Evidence;

namespace AtRest.Core.Camunda;

/// <summary>Camunda's activity log, so that no rule searches it for each cluster.</summary>
internal sealed class CamundaEvents(ImmutableArray<CamundaEvent> items)
{
    /// <summary>By the ID of the cluster that an event is about, or that its subject belongs to. Not case-sensitive.</summary>
    public ILookup<string, CamundaEvent> ByCluster { get; } = items
        .SelectMany(item => new[] { item.EntityId, item.ParentEntityId }.OfType<string>().Select(id => id.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Select(id => (Id: id, Event: item)))
        .ToLookup(entry => entry.Id, entry => entry.Event, StringComparer.OrdinalIgnoreCase);
}
