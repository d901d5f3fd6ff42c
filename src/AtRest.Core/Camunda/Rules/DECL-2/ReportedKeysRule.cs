using AtRest.Core.Aws;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Camunda.Rules;

/// <summary>Compares the declared key ARNs with those that Camunda reports, in their order.</summary>
internal sealed class ReportedKeysRule : IRule
{
    private const string WrongKey = "The cluster uses a different key than the audited one, so the findings about the declared key do not describe the cluster.";

    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-2",
        Title = "The key ARNs that Camunda reports match the declaration",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var report = CamundaReport.Of(context);
        var what = context.External is null ? "Whether a key ARN is attached to this cluster" : "Whether this cluster uses exactly the declared keys";
        if (context.Cluster.Encryption.Type == EncryptionType.External && context.External is null)
        {
            return [Outcome.Unknown("The declared key is not in AWS KMS (see DECL-3), so it cannot be compared with the key ARNs that Camunda reports.")];
        }

        var onlyDeclared = context.External is null ? "Only the declaration shows that no key ARN is attached to this cluster." : "Only the declaration shows that this cluster uses the declared keys.";
        return report.WhyNotJudged(what, onlyDeclared) is { } barrier
            ? [barrier]
            : ColdRecovery.Of(context) is { } recovery ? [recovery with { Resource = context.Keys[0].Arn.Value }]
            : WithActivity(context, Judge(context, report.Cluster?.Encryption).Select(report.With));
    }

    /// <summary>Who changed the keys is the same for all differences, so only the first one says it.</summary>
    private static IEnumerable<Outcome> WithActivity(RuleContext context, IEnumerable<Outcome> outcomes) =>
        ClusterActivity.Of(context) is { } activity ? outcomes.Select((outcome, place) => place == 0 ? activity.WithKeyChanges(outcome) : outcome) : outcomes;

    private static IEnumerable<Outcome> Judge(RuleContext context, CamundaEncryption? encryption)
    {
        var (primary, secondary) = (Text(encryption?.PrimaryKeyArn), Text(encryption?.SecondaryKeyArn));
        var malformed = new[] { primary, secondary }.OfType<string>().Where(arn => !arn.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)).ToList();
        return (context.External, encryption) switch
        {
            (_, null) => [Outcome.Unknown("Camunda reports this cluster without its encryption, so the keys cannot be compared.")],
            _ when malformed.Count > 0 => [Outcome.Unknown($"Camunda reports '{malformed[0]}' as the cluster's key, which is not a valid ARN, so the keys cannot be compared.")],
            _ when FollowsFromType(context, encryption, primary, secondary) is { } covered => [covered],
            ({ } external, _) => Compare(external, primary, secondary),
            _ => NoneExpected(context.Cluster.Encryption.Type, primary, secondary),
        };
    }

    /// <summary>Only External clusters have key ARNs. If the reported type differs from the declared one, missing or additional keys follow from that, and DECL-1 reports it.</summary>
    private static Outcome? FollowsFromType(RuleContext context, CamundaEncryption encryption, string? primary, string? secondary)
    {
        List<string> keys = [.. new[] { primary, secondary }.OfType<string>()];
        return (context.External, CamundaReport.TypeOf(encryption.Type)) switch
        {
            ({ }, { } type and not EncryptionType.External) when keys.Count == 0 =>
                Outcome.NotApplicable($"Camunda reports the type {type} instead of External (see DECL-1). Such a cluster has no key ARN, so there are no keys to compare."),
            (null, EncryptionType.External) when keys.Count > 0 =>
                Outcome.NotApplicable($"Camunda reports the type External (see DECL-1) with the key {Listing.Of(keys)}. No key is declared, so there are no keys to compare."),
            _ => null,
        };
    }

    private static IEnumerable<Outcome> Compare(DeclaredEncryption.External declared, string? primary, string? secondary)
    {
        var (declaredPrimary, declaredSecondary) = (declared.PrimaryKeyArn.Value, declared.SecondaryKeyArn?.Value);
        if (primary == declaredPrimary && secondary == declaredSecondary)
        {
            return [Outcome.Pass(declaredSecondary is null ? "Camunda reports the declared key." : "Camunda reports the declared primary and secondary keys.")];
        }

        return declaredSecondary is not null && declaredSecondary != declaredPrimary && primary == declaredSecondary && secondary == declaredPrimary
            ? [Wrong("The declared keys are swapped: Camunda reports the declared secondary key as the primary key, and the declared primary key as the secondary key.",
                "If Camunda is right, swap primaryKeyArn and secondaryKeyArn in the inventory. The primary key is the one in the cluster's region.") with { Resource = declaredPrimary }]
            : Differences("primary", declaredPrimary, primary).Concat(Differences("secondary", declaredSecondary, secondary));
    }

    private static IEnumerable<Outcome> Differences(string which, string? declared, string? reported) => (declared, reported) switch
    {
        _ when declared == reported => [],
        ({ } arn, null) => [Wrong($"Camunda reports no {which} key, but {arn} is declared.",
            $"Check the cluster's encryption in the Camunda Console. If the {which} key was never attached, attach it there. Otherwise, correct the inventory.") with { Resource = arn }],
        (null, { } arn) => [Wrong($"Camunda reports the {which} key {arn}, which is not declared.",
            $"If the key is right, declare it as {which}KeyArn, with the cluster's {(which == "primary" ? "region" : "backupRegion")}. Otherwise, find out who attached it.") with { Resource = arn }],
        _ => [Wrong($"Camunda reports the {which} key {reported}, but {declared} is declared.",
            $"Find out which key is right. If it is the key that Camunda reports, declare it as {which}KeyArn. If it is the declared key, have the key of the cluster replaced. You may need a new cluster for this.") with { Resource = declared }],
    };

    private static IEnumerable<Outcome> NoneExpected(EncryptionType type, string? primary, string? secondary)
    {
        var reported = new[] { primary, secondary }.OfType<string>().ToList();
        return reported.Count == 0
            ? [Outcome.Pass($"Camunda reports no key ARN, as expected for the type {type}.")]
            : [Outcome.Fail($"Camunda reports the key {Listing.Of(reported)}, but the cluster is declared {type}. Only External clusters have key ARNs.") with
            {
                Consequence = "The cluster depends on a key that is not audited. Anyone who controls that key can stop the cluster.",
                Remedy = "Check the cluster's encryption in the Camunda Console. If it is External, declare the cluster as External, with this key and its role.",
            }];
    }

    private static Outcome Wrong(string message, string remedy) => Outcome.Fail(message) with { Consequence = WrongKey, Remedy = remedy };

    private static string? Text(string? arn) => string.IsNullOrWhiteSpace(arn) ? null : arn.Trim();
}
