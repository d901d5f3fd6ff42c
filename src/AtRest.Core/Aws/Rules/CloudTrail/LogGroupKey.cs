using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// The key that encrypts a log group, if it keeps CloudWatch Logs out: by its state, or by its policy (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html). A key that was
/// not read, or that conditions decide about, does not count: the time of the last events shows that it worked.
/// </summary>
/// <param name="Fault">Why CloudWatch Logs cannot use it, as sentences.</param>
/// <param name="Evidence">What was read about the key.</param>
internal sealed record LogGroupKey(string Fault, ImmutableArray<EvidenceReference> Evidence)
{
    /// <summary>What CloudWatch Logs needs to store events and to return them.</summary>
    private static readonly ImmutableArray<string> Needed = ["kms:GenerateDataKey", "kms:Decrypt"];

    /// <summary>Null if nothing shows that CloudWatch Logs cannot use the key.</summary>
    /// <param name="index">The evidence.</param>
    /// <param name="logGroupArn">The ARN in the trail.</param>
    /// <param name="judgedElsewhere">Keys of the cluster: TRAIL-7 is about these.</param>
    public static LogGroupKey? Of(EvidenceIndex index, string logGroupArn, IEnumerable<KmsKeyArn> judgedElsewhere)
    {
        if (index.LogGroup(logGroupArn).Group.Value is not { } group || !KmsKeyArn.TryParse(group.KmsKeyId, out var key)
            || judgedElsewhere.Any(own => own.Value == key.Value) || index.RecordKey(key) is not { } evidence)
        {
            return null;
        }

        return WhyNot(key, evidence, logGroupArn) is { } why
            ? new LogGroupKey($"The key {key.Value}, which encrypts log group '{group.Name}', {why} CloudWatch Logs can neither store nor return events with it.", [evidence.Metadata.Reference, evidence.Policy.Reference])
            : null;
    }

    private static string? WhyNot(KmsKeyArn key, RecordKeyEvidence evidence, string logGroupArn)
    {
        if (evidence.Metadata.Absence?.Kind == AbsenceKind.NotFound)
        {
            return "does not exist.";
        }

        if (evidence.Metadata.Value is { } metadata && RecordKeyAccess.Unusable.Contains(metadata.KeyState))
        {
            return $"has the state {metadata.KeyState}.";
        }

        var reading = evidence.Policy.Value is { } policy ? KeyPolicyReading.Of(key, facts: null, policy.Json) : null;
        if (reading is not { IsUnderstood: true })
        {
            return null;
        }

        var denied = Needed.Where(action => Principals(key).All(principal =>
            reading.WithoutGrants.Evaluate(Request(principal, action, reading, logGroupArn)).Outcome is AccessOutcome.ImplicitDeny or AccessOutcome.ExplicitDeny)).ToList();
        return denied.Count == 0 ? null : $"has a policy that does not let it in ({Listing.Of(denied)}).";
    }

    /// <summary>AWS documents the principal of the Region. Policies with the one of all Regions are common, and AWS does not say whether it works, so such a policy is accepted.</summary>
    private static ImmutableArray<string> Principals(KmsKeyArn key)
    {
        var suffix = key.Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
        return [.. new[] { $"logs.{key.Region}.{suffix}", $"logs.{key.Region}.amazonaws.com", "logs.amazonaws.com" }.Distinct()];
    }

    /// <summary>A call of CloudWatch Logs for the log group. All other keys that the policy mentions are not known.</summary>
    private static AccessRequest Request(string principal, string action, KeyPolicyReading reading, string logGroupArn)
    {
        var context = new Dictionary<string, string>
        {
            ["kms:EncryptionContext:aws:logs:arn"] = logGroupArn.EndsWith(":*", StringComparison.Ordinal) ? logGroupArn[..^2] : logGroupArn,
            ["aws:PrincipalIsAWSService"] = "true",
            ["aws:SecureTransport"] = "true",
        }.ToFrozenDictionary(entry => entry.Key, entry => ImmutableArray.Create(entry.Value), StringComparer.OrdinalIgnoreCase);
        return new AccessRequest { Principal = principal, Action = action, Context = context, Unknown = reading.Mentioned.Where(name => !context.ContainsKey(name)).ToFrozenSet(StringComparer.OrdinalIgnoreCase) };
    }
}
