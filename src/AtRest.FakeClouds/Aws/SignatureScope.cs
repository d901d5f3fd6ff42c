using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Aws;

/// <summary>
/// The readable parts of a Signature Version 4 Authorization header
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html). The signature itself is not verified: no secret is known here.
/// </summary>
internal sealed partial record SignatureScope(string AccessKeyId, string Region, string Service)
{
    public static SignatureScope? Parse(string header)
    {
        Match match = Form().Match(header);
        return match.Success ? new SignatureScope(match.Groups["key"].Value, match.Groups["region"].Value, match.Groups["service"].Value) : null;
    }

    [GeneratedRegex("^AWS4-HMAC-SHA256 +Credential=(?<key>[^/, ]+)/[0-9]{8}/(?<region>[^/, ]+)/(?<service>[^/, ]+)/aws4_request, *SignedHeaders=[^, ]*host[^, ]*, *Signature=[0-9a-f]{64}$")]
    private static partial Regex Form();
}
