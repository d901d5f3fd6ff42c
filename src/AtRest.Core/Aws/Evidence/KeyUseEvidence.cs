using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>
/// What CloudTrail's event history has about one key. The history keeps management events of a region for 90 days
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html).
/// </summary>
public sealed record KeyUseEvidence
{
    public required string KeyArn { get; init; }

    /// <summary><c>cloudtrail:LookupEvents</c> by the ARN of the key: its newest events.</summary>
    public required Collected<KeyEvents> Events { get; init; }

    /// <summary>
    /// <c>cloudtrail:LookupEvents</c> by the event ID that <c>kms:GetKeyLastUsage</c> returned: the event of the last use, or none. It is not looked up if it is one of <see cref="Events"/>,
    /// or older than the history.
    /// </summary>
    public required Collected<KeyEvents> LastUse { get; init; }
}

/// <summary>Events of AWS KMS that <c>LookupEvents</c> returned.</summary>
/// <param name="Items">The newest first.</param>
public sealed record KeyEvents(ImmutableArray<KeyEvent> Items)
{
    /// <summary>The number of events that AtRest requested.</summary>
    public int Requested { get; init; }

    /// <summary>Whether the history has older events, which were not read.</summary>
    public bool HasMore { get; init; }
}

/// <summary>One event of AWS KMS (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).</summary>
public sealed record KeyEvent
{
    /// <summary>The ID in this account. A call from another account has another ID there.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The operation, such as <c>Decrypt</c> or <c>PutKeyPolicy</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>AwsApiCall</c>, or <c>AwsServiceEvent</c> for what AWS KMS did by itself.</summary>
    public string? Type { get; init; }

    /// <summary>The error that the call ended with; null if it succeeded.</summary>
    public string? ErrorCode { get; init; }

    public required EventCaller Caller { get; init; }

    /// <summary>An IP address, or the name of the AWS service that made the call.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>The same in the event of the caller's account, if the caller belongs to another account.</summary>
    public string? SharedEventId { get; init; }

    /// <summary>What was encrypted: <c>aws:ebs:id</c> is a volume, <c>aws:s3:arn</c> a bucket or an object. Null if the call has none.</summary>
    public ImmutableSortedDictionary<string, string>? EncryptionContext { get; init; }

    /// <summary>The principal that <c>CreateGrant</c> gave access to.</summary>
    public string? Grantee { get; init; }
}

/// <summary>The <c>userIdentity</c> of an event (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html). Its members depend on its type.</summary>
public sealed record EventCaller
{
    /// <summary>
    /// <c>AssumedRole</c>, <c>IAMUser</c>, <c>Root</c> and others. <c>AWSAccount</c> is a caller of another account, of which the event names only the account and the unique ID.
    /// <c>AWSService</c> is a service. Null in events of AWS KMS itself.
    /// </summary>
    public string? Type { get; init; }

    public string? AccountId { get; init; }

    /// <summary>The ARN of the session or user.</summary>
    public string? Arn { get; init; }

    /// <summary>The unique ID, such as <c>AROA…:SESSION</c>.</summary>
    public string? PrincipalId { get; init; }

    /// <summary>The ARN of the role that was assumed (<c>sessionContext.sessionIssuer</c>).</summary>
    public string? RoleArn { get; init; }

    /// <summary>The AWS service that made the call, for itself or with the caller's permissions.</summary>
    public string? InvokedBy { get; init; }
}
