using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// Whether CloudTrail can write with the key that encrypts the record, and whether somebody can read with it
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html). It is judged by the state of the key and by its policy. What could not be read or decided is
/// only a remark: the deliveries of the last day show that the key worked.
/// </summary>
internal sealed record RecordKeyAccess
{
    private const string CloudTrail = "cloudtrail.amazonaws.com";
    private const string Write = "kms:GenerateDataKey";
    private const string Read = "kms:Decrypt";

    /// <summary>An account that no policy names.</summary>
    private const string AnyAccount = "000000000000";

    /// <summary>The states in which a key cannot be used (https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html).</summary>
    internal static readonly ImmutableArray<string> Unusable = ["Disabled", "PendingDeletion", "PendingImport", "PendingReplicaDeletion", "Unavailable"];

    /// <summary>Why the key does not work, as sentences with a space before each; null if nothing shows that.</summary>
    public string? Fault { get; private init; }

    /// <summary>What to do about <see cref="Fault"/>.</summary>
    public string Remedy { get; private init; } = "";

    /// <summary>The command for it.</summary>
    public string RemedyCode { get; private init; } = "";

    /// <summary>What else is known about the key, as sentences with a space before each.</summary>
    public string Remark { get; private init; } = "";

    public required ImmutableArray<EvidenceReference> Evidence { get; init; }

    /// <summary>Null if the record names no key, if that is a key of the cluster (TRAIL-7), or if the evidence does not include it.</summary>
    public static RecordKeyAccess? Of(RuleContext context, EventRecorder recorder)
    {
        var named = recorder switch
        {
            TrailRecorder trail => trail.Trail.KmsKeyId,
            StoreRecorder store => store.Store.KmsKeyId,
            _ => null,
        };
        return KmsKeyArn.TryParse(named, out var arn) && context.Keys.All(key => key.Arn.Value != arn.Value) && context.Evidence.RecordKey(arn) is { } evidence
            ? Judge(arn, evidence, recorder) with { Evidence = [evidence.Metadata.Reference, evidence.Policy.Reference] }
            : null;
    }

    private static RecordKeyAccess Judge(KmsKeyArn key, RecordKeyEvidence evidence, EventRecorder recorder)
    {
        if (evidence.Metadata.Absence?.Kind == AbsenceKind.NotFound)
        {
            return new RecordKeyAccess
            {
                Evidence = [],
                Fault = $" The key {key.Value}, which encrypts the record, does not exist.",
                Remedy = "Encrypt the record with another key. What the missing key encrypted cannot be read again.",
                RemedyCode = AwsCli.Command("kms", "describe-key", "--key-id", key.Value, "--region", key.Region),
            };
        }

        if (evidence.Metadata.Value is { } metadata && Unusable.Contains(metadata.KeyState))
        {
            return new RecordKeyAccess
            {
                Evidence = [],
                Fault = $" The key {key.Value}, which encrypts the record, has the state {metadata.KeyState}{(metadata.DeletionDate is { } day ? $" and is deleted on {Wording.Day(day)}" : "")}. CloudTrail cannot write with it, and nobody can read what it encrypted.",
                Remedy = metadata.KeyState == "PendingDeletion"
                    ? "Cancel the deletion of that key, and then enable it."
                    : metadata.KeyState == "Disabled" ? "Enable that key." : "Find out why that key cannot be used, and fix it, or encrypt the record with another key.",
                RemedyCode = metadata.KeyState switch
                {
                    "PendingDeletion" => string.Join('\n', AwsCli.Command("kms", "cancel-key-deletion", "--key-id", key.Value, "--region", key.Region), AwsCli.Command("kms", "enable-key", "--key-id", key.Value, "--region", key.Region)),
                    "Disabled" => AwsCli.Command("kms", "enable-key", "--key-id", key.Value, "--region", key.Region),
                    _ => AwsCli.Command("kms", "describe-key", "--key-id", key.Value, "--region", key.Region),
                },
            };
        }

        var access = evidence.Policy.TryGet(out var policy, out var absence)
            ? Judge(key, KeyPolicyReading.Of(key, facts: null, policy.Json), recorder)
            : Unknown(key, $"Its policy could not be read. {absence.Cause}");
        return evidence.Metadata.TryGet(out _, out var unread) ? access : access with { Remark = $"{access.Remark} The state of that key could not be read. {unread.Cause}" };
    }

    private static RecordKeyAccess Judge(KmsKeyArn key, KeyPolicyReading reading, EventRecorder recorder)
    {
        if (!reading.IsUnderstood)
        {
            return Unknown(key, "Its policy is not valid.");
        }

        // CloudTrail decrypts only to answer queries of an event data store.
        string[] needed = recorder is StoreRecorder ? [Write, Read] : [Write];
        var decisions = needed.Select(action => (Action: action, Decision: reading.WithoutGrants.Evaluate(OfCloudTrail(action, reading, recorder)))).ToList();
        var denied = decisions.Where(entry => entry.Decision.Outcome is AccessOutcome.ImplicitDeny or AccessOutcome.ExplicitDeny).ToList();
        if (denied.Count > 0)
        {
            return Denied(key, $"does not let CloudTrail use it ({Listing.Of([.. denied.Select(entry => entry.Action)])}){Because(denied[0].Decision)}", "CloudTrail cannot write the record.", recorder);
        }

        var readers = Readers(key, reading, recorder).Select(principal => (Principal: principal, reading.WithoutGrants.Evaluate(OfReader(principal, reading, recorder)).Outcome)).ToList();
        if (readers.TrueForAll(reader => reader.Outcome is AccessOutcome.ImplicitDeny or AccessOutcome.ExplicitDeny)
            && reading.WithoutGrants.Evaluate(OfAnybody(key, reading, recorder)).Outcome is AccessOutcome.ImplicitDeny or AccessOutcome.ExplicitDeny)
        {
            return Denied(key, $"lets no principal that it names decrypt the record ({Read})", "Nobody can read the record.", recorder);
        }

        var sure = readers.Find(reader => reader.Outcome is AccessOutcome.Allow or AccessOutcome.Delegated).Principal;
        return decisions.Exists(entry => entry.Decision.Outcome == AccessOutcome.Conditional)
            ? Unknown(key, "Conditions of its policy decide about values that AtRest does not know.")
            : new RecordKeyAccess { Evidence = [], Remark = $" The policy of the key {key.Value}, which encrypts the record, lets CloudTrail use it.{(sure is null ? " Whether somebody can decrypt the record depends on conditions that AtRest does not know." : $" Principals of '{sure}' can decrypt the record.")}" };
    }

    private static RecordKeyAccess Denied(KmsKeyArn key, string what, string effect, EventRecorder recorder) => new()
    {
        Evidence = [],
        Fault = $" The policy of the key {key.Value}, which encrypts the record, {what}. {effect}",
        Remedy = $"Add the statements for CloudTrail and for the readers to that policy: {CloudTrail} needs {Write}* {(recorder is StoreRecorder ? $"and {Read} " : "")}for {recorder.Arn}, and readers need {Read}. The command prints the policy.",
        RemedyCode = AwsCli.Command("kms", "get-key-policy", "--key-id", key.Value, "--region", key.Region),
    };

    private static RecordKeyAccess Unknown(KmsKeyArn key, string why) =>
        new() { Evidence = [], Remark = $" Whether the key {key.Value}, which encrypts the record, lets CloudTrail use it could not be determined. {why}" };

    private static string Because(AccessDecision decision) => decision.Outcome == AccessOutcome.ExplicitDeny
        ? $", because statement {Listing.UpTo(5, [.. decision.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches == Ternary.Yes).Select(match => match.Sid is { } sid ? $"'{sid}'" : $"{match.Index + 1}")])} denies it"
        : "";

    /// <summary>The accounts that a statement for everyone can mean: AWS documents such a statement for readers in another account.</summary>
    private static IEnumerable<string> AccountsInConditions(KeyPolicyReading reading) => reading.Policy.Statements
        .Where(statement => statement.Effect == StatementEffect.Allow)
        .SelectMany(statement => statement.Conditions)
        .Where(condition => condition.Key.Equals("kms:CallerAccount", StringComparison.OrdinalIgnoreCase) || condition.Key.Equals("aws:PrincipalAccount", StringComparison.OrdinalIgnoreCase))
        .SelectMany(condition => condition.Values)
        .Where(Arn.IsAccountId);

    /// <summary>The principals that the policy allows something, the accounts in its conditions, and the accounts of the key and of the record, whose principals a statement for everyone can mean.</summary>
    private static IEnumerable<string> Readers(KmsKeyArn key, KeyPolicyReading reading, EventRecorder recorder) => reading.Policy.Statements
        .Where(statement => statement.Effect == StatementEffect.Allow && !statement.Principal.IsNegated)
        .SelectMany(statement => statement.Principal.Entries)
        .Where(entry => entry.Kind is PolicyPrincipalKind.Account or PolicyPrincipalKind.Role or PolicyPrincipalKind.User or PolicyPrincipalKind.RoleSession or PolicyPrincipalKind.FederatedUser)
        .Select(entry => entry.Kind == PolicyPrincipalKind.Account ? Root(key, entry.AccountId!) : entry.Text)
        .Concat(AccountsInConditions(reading).Select(account => Root(key, account)))
        .Append(Root(key, key.AccountId))
        .Append(Arn.TryParse(recorder.Arn, out var arn) ? Root(key, arn.AccountId) : Root(key, key.AccountId))
        .Distinct(StringComparer.Ordinal);

    private static string Root(KmsKeyArn key, string account) => $"arn:{key.Partition}:iam::{account}:root";

    /// <summary>A call of CloudTrail for a trail or an event data store (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html).</summary>
    private static AccessRequest OfCloudTrail(string action, KeyPolicyReading reading, EventRecorder recorder) => Request(CloudTrail, action, reading, new Dictionary<string, string>
    {
        ["aws:SourceArn"] = recorder.Arn,
        ["aws:SourceAccount"] = AccountOf(recorder.Arn),
        ["aws:PrincipalIsAWSService"] = "true",
        ["aws:PrincipalServiceName"] = CloudTrail,
        ["aws:SecureTransport"] = "true",
    }, recorder);

    private static AccessRequest OfReader(string principal, KeyPolicyReading reading, EventRecorder recorder) => Request(principal, Read, reading, new Dictionary<string, string>
    {
        ["aws:PrincipalAccount"] = AccountOf(principal),
        ["kms:CallerAccount"] = AccountOf(principal),
        ["aws:PrincipalIsAWSService"] = "false",
        ["aws:SecureTransport"] = "true",
    }, recorder);

    /// <summary>A caller of some account, which a statement for everyone can mean by a pattern of accounts.</summary>
    private static AccessRequest OfAnybody(KmsKeyArn key, KeyPolicyReading reading, EventRecorder recorder) =>
        Request(Root(key, AnyAccount), Read, reading, new Dictionary<string, string> { ["aws:PrincipalIsAWSService"] = "false", ["aws:SecureTransport"] = "true" }, recorder);

    /// <summary>The files of a trail have the trail in their encryption context. All other keys that the policy mentions are not known.</summary>
    private static AccessRequest Request(string principal, string action, KeyPolicyReading reading, Dictionary<string, string> known, EventRecorder recorder)
    {
        if (recorder is TrailRecorder)
        {
            known["kms:EncryptionContext:aws:cloudtrail:arn"] = recorder.Arn;
        }

        var context = known.ToFrozenDictionary(entry => entry.Key, entry => ImmutableArray.Create(entry.Value), StringComparer.OrdinalIgnoreCase);
        return new AccessRequest { Principal = principal, Action = action, Context = context, Unknown = reading.Mentioned.Where(name => !context.ContainsKey(name)).ToFrozenSet(StringComparer.OrdinalIgnoreCase) };
    }

    private static string AccountOf(string text) => Arn.TryParse(text, out var arn) ? arn.AccountId : "";
}
