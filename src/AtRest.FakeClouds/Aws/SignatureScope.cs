using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Aws;

/// <summary>
/// The readable parts of a Signature Version 4 Authorization header
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html). The signature is not verified, because the server does not know any secret.
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
