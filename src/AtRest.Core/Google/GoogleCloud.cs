using System.Text.RegularExpressions;
using AtRest.Core.Inventory;

namespace AtRest.Core.Google;

/// <summary>Google Cloud.</summary>
internal static partial class GoogleCloud
{
    public static CloudDescription Description { get; } = new()
    {
        Provider = CloudProvider.Gcp,
        Name = "Google Cloud",
        Types = EncryptionType.Software | EncryptionType.Hardware,
        Regions =
        [
            "asia-east1", "asia-southeast1", "australia-southeast1", "australia-southeast2", "europe-west1", "europe-west2", "europe-west3",
            "northamerica-northeast1", "northamerica-northeast2", "us-central1", "us-east1", "us-west1",
        ],
        IsRegion = code => Region().IsMatch(code),
        IsNamedBy = word => Word().IsMatch(word),
    };

    [GeneratedRegex(@"(?<![a-z])(gcp|google)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    // https://cloud.google.com/compute/docs/regions-zones
    [GeneratedRegex(@"^[a-z]+-(north|south|east|west|central|northeast|northwest|southeast|southwest)[0-9]+\z")]
    private static partial Regex Region();
}
