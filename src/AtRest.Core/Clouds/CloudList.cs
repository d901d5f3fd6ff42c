using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Google.Evidence;

namespace AtRest.Core.Clouds;

/// <summary>The list of clouds: what each adds to evidence, in the order of saved evidence.</summary>
internal static class CloudList
{
    public static ImmutableArray<SliceKind> Slices { get; } = [SliceKind.Of<CamundaSlice>(), SliceKind.Of<AwsSlice>(), SliceKind.Of<GoogleSlice>(), SliceKind.Of<EndpointSlice>()];
}
