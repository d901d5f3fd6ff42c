using System.Text.RegularExpressions;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>Resolves the name of a key: an ID in the caller's account and region, or an ARN in the caller's region.</summary>
internal static partial class KeyNames
{
    /// <exception cref="ServiceErrorException">A key cannot have that name, or it is in another region.</exception>
    public static string ToArn(string keyId, Caller caller)
    {
        if (keyId.StartsWith("alias/", StringComparison.Ordinal))
        {
            throw KmsErrors.NotFound($"Alias arn:aws:kms:{caller.Region}:{caller.AccountId}:{keyId} is not found.");
        }

        if (!keyId.StartsWith("arn:", StringComparison.Ordinal))
        {
            return KeyId().IsMatch(keyId)
                ? $"arn:aws:kms:{caller.Region}:{caller.AccountId}:key/{keyId}"
                : throw KmsErrors.NotFound($"Invalid keyId '{keyId}'");
        }

        Match arn = Arn().Match(keyId);
        if (!arn.Success)
        {
            throw KmsErrors.InvalidArn(keyId);
        }

        // For another region than the endpoint's, KMS names only the region.
        string region = arn.Groups["region"].Value;
        if (region != caller.Region)
        {
            throw KmsErrors.NotFound($"Invalid arn {region}");
        }

        return arn.Groups["kind"].Value == "key" ? keyId : throw KmsErrors.NotFound($"Alias {keyId} is not found.");
    }

    [GeneratedRegex("^[A-Za-z0-9-]+$")]
    private static partial Regex KeyId();

    [GeneratedRegex("^arn:aws[a-z-]*:kms:(?<region>[a-z0-9-]+):[0-9]{12}:(?<kind>key|alias)/.+$")]
    private static partial Regex Arn();
}
