using Amazon.Runtime;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Identity;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts.WebIdentity;

/// <summary>Explains why a token was not exchanged, and what to do (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors).</summary>
internal static class WebIdentityAbsence
{
    private const string Source = "sts:AssumeRoleWithWebIdentity";

    /// <param name="exception">How the exchange ended.</param>
    /// <param name="identity">The settings of the exchange.</param>
    /// <param name="token">The token; null: there was no token, so AWS was not called.</param>
    /// <param name="at">Now.</param>
    public static Absence Of(Exception exception, AwsWebIdentity identity, IdentityToken? token, DateTimeOffset at)
    {
        var (kind, why, remedy) = exception switch
        {
            IdentityTokenException own => (AbsenceKind.Denied, own.Message, own.Advice),
            AmazonServiceException { ErrorCode: { } code } service when Advice(code) is { } advice =>
                (code == "IDPCommunicationError" ? AbsenceKind.Failed : AbsenceKind.Denied, $"{code}: {ReceivedText.Sentence(service.Message)} {token?.Claims}", advice),
            _ => Other(exception, identity),
        };
        return new Absence
        {
            Kind = AbsenceKind.NotAttempted,
            Cause = $"AtRest could not assume the role {identity.RoleArn} with its own identity. {IdentityToken.Redact(why)}",
            Remedy = remedy,
            ErrorCode = (exception as AmazonServiceException)?.ErrorCode is { Length: > 0 } named ? ReceivedText.Code(named) : null,
            Call = token is null || kind == AbsenceKind.NotAttempted ? null : new FailedCall
            {
                Source = Source,
                Resource = identity.RoleArn,
                At = at,
                Kind = kind is AbsenceKind.Denied or AbsenceKind.NotFound ? kind : AbsenceKind.Failed,
            },
        };
    }

    private static string? Advice(string code) => code switch
    {
        "InvalidIdentityToken" =>
            "Check in IAM of the role's account that there is an identity provider whose URL is the token's issuer, with the token's audience among its audiences.",
        "ExpiredTokenException" or "ExpiredToken" => "Check the clock, and run the audit again.",
        "AccessDenied" or "AccessDeniedException" =>
            "Check that the role exists, and that its trust policy allows sts:AssumeRoleWithWebIdentity to the token's issuer, audience and subject.",
        "IDPRejectedClaim" => "The issuer reports that the token is no longer valid. Check that the managed identity still exists.",
        "IDPCommunicationError" => "AWS could not get the keys of the issuer in several attempts. Run the audit again.",
        "RegionDisabledException" => "Activate STS in that region, or set AWS_REGION to another one.",
        _ => null,
    };

    private static (AbsenceKind Kind, string Why, string? Remedy) Other(Exception exception, AwsWebIdentity identity)
    {
        var absence = AbsenceTranslator.Translate(new ReadingContext(Source, identity.RoleArn, "the token of AtRest's own identity"), exception);
        return (absence.Kind, absence.Cause, absence.Remedy);
    }
}
