using Amazon.Runtime;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Identity;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts.WebIdentity;

/// <summary>Why a token was not exchanged, and what to do (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors).</summary>
internal static class WebIdentityAbsence
{
    private const string Source = "sts:AssumeRoleWithWebIdentity";

    /// <param name="exception">What happened.</param>
    /// <param name="identity">What was tried.</param>
    /// <param name="token">What was shown; null: there was nothing to show.</param>
    public static Absence Of(Exception exception, AwsWebIdentity identity, IdentityToken? token)
    {
        var (kind, why) = exception switch
        {
            IdentityTokenException own => (AbsenceKind.Denied, own.Message),
            AmazonServiceException { ErrorCode: { } code } service when Advice(code) is { } advice =>
                (code == "IDPCommunicationError" ? AbsenceKind.Failed : AbsenceKind.Denied, $"{code}: {Sentence(service.Message)} {advice} {token?.Claims}"),
            _ => Other(exception, identity),
        };
        return new Absence
        {
            Kind = kind,
            Cause = $"The role {identity.RoleArn} could not be entered with AtRest's own identity. {IdentityToken.Redact(why)}",
            ErrorCode = (exception as AmazonServiceException)?.ErrorCode is { Length: > 0 } named ? named : null,
        };
    }

    private static string? Advice(string code) => code switch
    {
        "InvalidIdentityToken" =>
            "Check in IAM of the role's account that there is an identity provider whose URL is the token's issuer, with the token's audience among its audiences.",
        "ExpiredTokenException" or "ExpiredToken" => "Check the clock, and run the audit again.",
        "AccessDenied" or "AccessDeniedException" =>
            "Check that the role exists, and that its trust policy lets the token's issuer, audience and subject in by sts:AssumeRoleWithWebIdentity.",
        "IDPRejectedClaim" => "The issuer says that the token is no longer good: check that the managed identity still exists.",
        "IDPCommunicationError" => "AWS could not ask the issuer for its keys, several times. Run the audit again.",
        "RegionDisabledException" => "Switch STS on in that region, or name another one by AWS_REGION.",
        _ => null,
    };

    private static (AbsenceKind Kind, string Why) Other(Exception exception, AwsWebIdentity identity)
    {
        var absence = AbsenceTranslator.Translate(new ReadingContext(Source, identity.RoleArn, "the token of AtRest's own identity"), exception);
        return (absence.Kind, absence.Cause);
    }

    private static string Sentence(string text)
    {
        text = text.ReplaceLineEndings(" ").Trim();
        return text.EndsWith('.') ? text : text + ".";
    }
}
