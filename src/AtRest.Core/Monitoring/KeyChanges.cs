using System.Collections.Immutable;

namespace AtRest.Core.Monitoring;

/// <summary>
/// The changes of a key that somebody should hear of. CloudTrail hands them to EventBridge and to a trail's log group as API calls
/// (https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html).
/// </summary>
public static class KeyChanges
{
    public const string CreateGrant = "CreateGrant";
    public const string DisableKey = "DisableKey";
    public const string PutKeyPolicy = "PutKeyPolicy";
    public const string RevokeGrant = "RevokeGrant";
    public const string ScheduleKeyDeletion = "ScheduleKeyDeletion";

    /// <summary>The API calls, sorted.</summary>
    public static ImmutableArray<string> All { get; } = [CreateGrant, DisableKey, PutKeyPolicy, RevokeGrant, ScheduleKeyDeletion];

    /// <summary>What the call does, for messages: <c>a new grant (CreateGrant)</c>.</summary>
    public static string InWords(string call) => call switch
    {
        CreateGrant => "a new grant (CreateGrant)",
        DisableKey => "a disabled key (DisableKey)",
        PutKeyPolicy => "a changed key policy (PutKeyPolicy)",
        RevokeGrant => "a revoked grant (RevokeGrant)",
        ScheduleKeyDeletion => "a scheduled deletion (ScheduleKeyDeletion)",
        _ => call,
    };
}
