using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>The errors of CloudTrail.</summary>
internal static class CloudTrailErrors
{
    public static ErrorVocabulary Vocabulary { get; } = JsonErrors.For("cloudtrail");

    public static ServiceErrorException TrailNotFound(string trail, Caller caller) =>
        new(new("TrailNotFoundException", $"Unknown trail: {trail} for the user: {caller.AccountId}"));

    public static ServiceErrorException InvalidArn(string arn) =>
        new(new("CloudTrailARNInvalidException", $"Trail ARN {arn} is not valid; the form is arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME."));

    public static ServiceErrorException InvalidName(string? name)
    {
        const string Rules = "3 to 128 ASCII letters, digits, periods, underscores and dashes, with a letter or digit first and last, no two marks side by side, and not an IP address";
        return new(new("InvalidTrailNameException", $"Trail name '{name}' is not valid: {Rules}."));
    }

    public static ServiceErrorException InvalidStoreArn(string? arn) =>
        new(new("EventDataStoreARNInvalidException", $"Event data store ARN '{arn}' is not valid."));

    /// <summary>AWS documents that the service is closed to new customers, but not the text of the error (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html).</summary>
    public static ServiceErrorException LakeIsClosed(Caller caller) =>
        new(new("AccessDeniedException", $"Only existing customers can use CloudTrail Lake, and account {caller.AccountId} is none."));

    public static ServiceErrorException StoreNotFound(string arn) => new(new("EventDataStoreNotFoundException", $"The specified event data store {arn} was not found."));

    public static ServiceErrorException InvalidMaxResults(int most) => new(new("InvalidMaxResultsException", $"MaxResults is a number from 1 to {most}."));

    public static ServiceErrorException InvalidLookupAttributes() =>
        new(new("InvalidLookupAttributesException", "LookupAttributes has at most one attribute, with a known AttributeKey and an AttributeValue of 1 to 2000 characters."));

    public static ServiceErrorException InvalidToken() => new(new("InvalidNextTokenException", "The token is not valid for this operation."));
}
