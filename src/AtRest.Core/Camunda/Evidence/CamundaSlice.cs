using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Merging;
using AtRest.Core.Inventory;

namespace AtRest.Core.Camunda.Evidence;

/// <summary>What was read from Camunda.</summary>
public sealed record CamundaSlice : EvidenceSlice<CamundaSlice>
{
    /// <summary>What Camunda reports; null if no access to its API is declared.</summary>
    public CamundaEvidence? Camunda { get; init; }

    protected internal override string Cloud => "camunda";

    protected internal override IEnumerable<ICollected> Entries() => Camunda is null ? [] : Camunda.Activity is { } activity ? [Camunda.Clusters, Camunda.Regions, activity] : [Camunda.Clusters, Camunda.Regions];

    protected override CamundaSlice MergeParts(ImmutableArray<CamundaSlice> parts) => new()
    {
        Camunda = parts.Select(part => part.Camunda).OfType<CamundaEvidence>().OrderByDescending(camunda => Copies.Worth(camunda.Clusters)).FirstOrDefault(),
    };

    /// <summary>Camunda is asked about the whole organization, whatever clusters are audited.</summary>
    protected internal override EvidenceSlice Narrow(Organization organization) => this;
}

/// <summary>Camunda's part of the evidence.</summary>
public static class CamundaSliceExtensions
{
    extension(CloudEvidence clouds)
    {
        /// <inheritdoc cref="CamundaSlice.Camunda"/>
        public CamundaEvidence? Camunda => clouds.Of<CamundaSlice>().Camunda;

        /// <summary>The same evidence with another answer of Camunda.</summary>
        public CloudEvidence WithCamunda(CamundaEvidence? camunda) => clouds.With(new CamundaSlice { Camunda = camunda });
    }
}
