using System.Text.Json.Serialization;

namespace AtRest.Core.Inventory;

/// <summary>The cloud that hosts a cluster.</summary>
public enum CloudProvider
{
    /// <summary>Amazon Web Services.</summary>
    [JsonStringEnumMemberName("aws")]
    Aws,

    /// <summary>Google Cloud.</summary>
    [JsonStringEnumMemberName("gcp")]
    Gcp,
}
