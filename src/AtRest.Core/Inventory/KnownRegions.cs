using System.Collections.Immutable;

namespace AtRest.Core.Inventory;

/// <summary>
/// The regions that Camunda documents (https://docs.camunda.io/docs/components/saas/regions/). Camunda can agree on other regions with a customer, so a
/// region that is not listed causes a warning, not an error.
/// </summary>
internal static class KnownRegions
{
    private static readonly ImmutableArray<string> Aws =
    [
        "ap-southeast-1", "ap-southeast-3", "eu-central-1", "eu-west-1", "eu-west-3", "us-east-1", "us-east-2", "us-west-2",
    ];

    private static readonly ImmutableArray<string> Gcp =
    [
        "asia-east1", "asia-southeast1", "australia-southeast1", "australia-southeast2", "europe-west1", "europe-west2", "europe-west3",
        "northamerica-northeast1", "northamerica-northeast2", "us-central1", "us-east1", "us-west1",
    ];

    public static ImmutableArray<string> Of(CloudProvider provider) => provider switch
    {
        CloudProvider.Aws => Aws,
        CloudProvider.Gcp => Gcp,
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };
}
