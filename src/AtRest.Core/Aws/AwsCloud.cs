using System.Text.RegularExpressions;
using AtRest.Core.Inventory;

namespace AtRest.Core.Aws;

/// <summary>Amazon Web Services.</summary>
internal static partial class AwsCloud
{
    public static CloudDescription Description { get; } = new()
    {
        Provider = CloudProvider.Aws,
        Name = "AWS",
        Types = EncryptionType.External,
        Regions = ["ap-southeast-1", "ap-southeast-3", "eu-central-1", "eu-west-1", "eu-west-3", "us-east-1", "us-east-2", "us-west-2"],
        IsRegion = code => Region().IsMatch(code),
        IsNamedBy = word => Word().IsMatch(word),
    };

    // At the beginning of a word, because "Outlaws Cloud" is not AWS.
    [GeneratedRegex(@"(?<![a-z])(aws|amazon)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    // https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
    [GeneratedRegex(@"^[a-z]{2,3}(-gov|-iso[a-z]?)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[0-9]+\z")]
    private static partial Regex Region();
}
