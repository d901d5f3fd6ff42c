using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Camunda.Rules;

/// <summary>Compares the declared key ARNs with those that Camunda reports, in their order.</summary>
internal sealed class ReportedKeysRule : IRule
{
    private const string WrongKey = "Camunda uses another key than the one that this audit has looked at: what the other rules say about the declared key says nothing about the cluster.";

    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-2",
        Title = "The key ARNs that Camunda reports are the declared ones",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var report = CamundaReport.Of(context);
        var what = context.External is null ? "That no key ARN is attached to this cluster" : "That this cluster uses exactly the declared keys";
        return report.Barrier(what, $"{what} rests on the declaration.") is { } barrier
            ? [barrier]
            : ColdRecovery.Of(context) is { } recovery ? [recovery with { Resource = context.Keys[0].Arn.Value }]
            : Judge(context, report.Cluster?.Encryption).Select(report.With);
    }

    private static IEnumerable<Outcome> Judge(RuleContext context, CamundaEncryption? encryption)
    {
        var (primary, secondary) = (Text(encryption?.PrimaryKeyArn), Text(encryption?.SecondaryKeyArn));
        var malformed = new[] { primary, secondary }.OfType<string>().Where(arn => !arn.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)).ToList();
        return (context.External, encryption) switch
        {
            (_, null) => [Outcome.Unknown("Camunda knows this cluster but says nothing about its encryption, so its keys cannot be compared.")],
            _ when malformed.Count > 0 => [Outcome.Unknown($"What Camunda reports as the cluster's key is no ARN: '{malformed[0]}'. So the keys cannot be compared.")],
            _ when FollowsFromType(context, encryption, primary, secondary) is { } covered => [covered],
            ({ } external, _) => Compare(external, primary, secondary),
            _ => NoneExpected(context.Cluster.Encryption.Type, primary, secondary),
        };
    }

    /// <summary>Only External clusters have key ARNs: where Camunda reports another type than the declared one, that there are keys or none is the same fact, and DECL-1 fails for it.</summary>
    private static Outcome? FollowsFromType(RuleContext context, CamundaEncryption encryption, string? primary, string? secondary)
    {
        List<string> keys = [.. new[] { primary, secondary }.OfType<string>()];
        return (context.External, CamundaReport.TypeOf(encryption.Type)) switch
        {
            ({ }, { } type and not EncryptionType.External) when keys.Count == 0 =>
                Outcome.NotApplicable($"Camunda reports the type {type} instead of External (see DECL-1), and such a cluster has no key ARN, so there are no keys to compare."),
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
            return [Outcome.Pass(declaredSecondary is null ? "Camunda reports exactly the declared key." : "Camunda reports exactly the declared primary and secondary keys.")];
        }

        return declaredSecondary is not null && declaredSecondary != declaredPrimary && primary == declaredSecondary && secondary == declaredPrimary
            ? [Wrong("The declared keys are swapped: Camunda reports the declared secondary key as the primary one, and the other way round.",
                "Swap primaryKeyArn and secondaryKeyArn in the inventory if Camunda is right; the primary key belongs to the cluster's own region.") with { Resource = declaredPrimary }]
            : Differences("primary", declaredPrimary, primary).Concat(Differences("secondary", declaredSecondary, secondary));
    }

    private static IEnumerable<Outcome> Differences(string which, string? declared, string? reported) => (declared, reported) switch
    {
        _ when declared == reported => [],
        ({ } arn, null) => [Wrong($"Camunda reports no {which} key, but {arn} is declared.",
            $"Look at the cluster's encryption in the Camunda Console. If the {which} key was never attached, attach it there; else correct the inventory.") with { Resource = arn }],
        (null, { } arn) => [Wrong($"Camunda reports the {which} key {arn}, which is not declared.",
            $"If the key is right, declare it as {which}KeyArn, with the cluster's {(which == "primary" ? "region" : "backupRegion")}; else find out who attached it.") with { Resource = arn }],
        _ => [Wrong($"Camunda reports the {which} key {reported}, but {declared} is declared.",
            $"Find out which is right. If Camunda's is, declare it as {which}KeyArn; if the declared one is, have the cluster's key replaced, which may take a new cluster.") with { Resource = declared }],
    };

    private static IEnumerable<Outcome> NoneExpected(EncryptionType type, string? primary, string? secondary)
    {
        var reported = new[] { primary, secondary }.OfType<string>().ToList();
        return reported.Count == 0
            ? [Outcome.Pass($"Camunda reports no key ARN, as it must be for the type {type}.")]
            : [Outcome.Fail($"Camunda reports the key {Listing.Of(reported)}, but the cluster is declared {type}: only External clusters have key ARNs.") with
            {
                Consequence = "The cluster hangs on a key that nobody audits: whoever controls it can stop the cluster.",
                Remedy = "Look at the cluster's encryption in the Camunda Console. If it is External, declare it so, with this key and its role.",
            }];
    }

    private static Outcome Wrong(string message, string remedy) => Outcome.Fail(message) with { Consequence = WrongKey, Remedy = remedy };

    private static string? Text(string? arn) => string.IsNullOrWhiteSpace(arn) ? null : arn.Trim();
}
