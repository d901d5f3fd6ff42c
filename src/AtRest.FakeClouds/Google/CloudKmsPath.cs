using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Google;

/// <summary>The call that a path of Google Cloud KMS makes.</summary>
/// <param name="Operation">The name of the permission without the service: <c>cryptoKeys.get</c>; <c>unknown</c> for others.</param>
/// <param name="Resource">The name of the key, ring or version.</param>
internal sealed partial record CloudKmsPath(string Operation, string Resource)
{
    /// <summary>Null if the path is not a resource of Google.</summary>
    public static CloudKmsPath? Parse(string path)
    {
        Match match = Form().Match(path);
        if (!match.Success)
        {
            return null;
        }

        string verb = match.Groups["verb"].Value;
        string resource = match.Groups["resource"].Value;
        return match.Groups["kind"].Value switch
        {
            "cryptoKeys" when verb.Length == 0 => new("cryptoKeys.get", resource),
            "cryptoKeys" when verb == "getIamPolicy" => new("cryptoKeys.getIamPolicy", resource),
            "retiredResources" when verb.Length == 0 && match.Groups["id"].Value.Length == 0 => new("retiredResources.list", resource[..resource.LastIndexOf('/')]),
            "keyRings" when verb == "getIamPolicy" => new("keyRings.getIamPolicy", resource),
            "cryptoKeyVersions" when verb.Length == 0 && match.Groups["id"].Value.Length == 0 => new("cryptoKeyVersions.list", resource[..resource.LastIndexOf('/')]),
            "cryptoKeyVersions" when verb.Length == 0 => new("cryptoKeyVersions.get", resource),
            _ => new("unknown", resource),
        };
    }

    [GeneratedRegex("^/v1/(?<resource>projects/[^/]+/(?:[^/]+/[^/]+/)*(?<kind>[A-Za-z]+)(?:/(?<id>[^/:]+))?)(?::(?<verb>[A-Za-z]+))?$")]
    private static partial Regex Form();
}
