using System.Collections.Immutable;
using AtRest.Core.Aws;
using AtRest.Core.Google;
using AtRest.Core.Inventory;

namespace AtRest.Core.Clouds;

/// <summary>The list of clouds: what each is called, and where its regions are.</summary>
internal static class CloudDescriptions
{
    public static ImmutableArray<CloudDescription> All { get; } = [AwsCloud.Description, GoogleCloud.Description];

    /// <summary>The regions of all clouds that Camunda documents.</summary>
    public static ImmutableArray<string> Regions { get; } = [.. All.SelectMany(cloud => cloud.Regions)];

    public static CloudDescription Of(CloudProvider provider) =>
        All.FirstOrDefault(cloud => cloud.Provider == provider) ?? throw new ArgumentOutOfRangeException(nameof(provider), provider, null);

    /// <summary>The cloud whose keys Camunda offers for a type; null for a type of every cloud.</summary>
    public static CloudProvider? OfType(EncryptionType type) =>
        type == EncryptionType.None ? null : All.FirstOrDefault(cloud => cloud.Types.HasFlag(type))?.Provider;
}
