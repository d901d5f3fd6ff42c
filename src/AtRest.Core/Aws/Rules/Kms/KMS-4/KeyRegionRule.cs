using AtRest.Core.Camunda.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>The primary key is in the cluster's region, and the secondary key is in its backup region (https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/). Judged by the declared ARNs, even if AWS cannot be read.</summary>
internal sealed class KeyRegionRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-4",
        Title = "The KMS keys are in the cluster's region and in its backup region",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var reported = new ReportedRegions(context);
        var recovery = ColdRecovery.Of(context);
        foreach (var key in context.Keys)
        {
            yield return (recovery ?? Contradiction(context, reported, key) ?? Judge(context, key)) with { Resource = key.Arn.Value };
        }

        if (context.External is not { SecondaryKeyArn: null })
        {
            yield break;
        }

        if (reported.BackupContradiction is { } contradiction)
        {
            yield return Contradicted(context, $"{contradiction} No secondary key is declared.", reported, reported.BackupRegion);
        }
        else if (context.Cluster.BackupRegion is { } backup)
        {
            var addition = Addition(context, backup, $"Create a second key in {backup} (or a replica of a multi-Region primary key), attach it to the cluster, and declare it as secondaryKeyArn.");
            yield return Outcome.Fail($"The backup region of the cluster is {backup}, but no secondary key is declared for that region.") with
            {
                Consequence = "You have no key for the backups in the backup region. Either there are no backups, or they are not encrypted as declared.",
                Remedy = addition.Remedy,
                RemedyCode = addition.Command,
            };
        }
    }

    /// <summary>If Camunda contradicts the declared regions, the key cannot be judged by them. The finding states the contradiction and where the key is.</summary>
    private static Outcome? Contradiction(RuleContext context, ReportedRegions reported, ClusterKey key)
    {
        var region = key.IsPrimary ? reported.Region : reported.BackupRegion;
        return (key.IsPrimary ? reported.RegionContradiction : reported.BackupContradiction) is { } contradiction
            ? Contradicted(context, $"{contradiction} The {key.Designation} is in {key.Arn.Region}.", reported, region is not null && SameRegion(region, key.Arn.Region) ? null : region)
            : null;
    }

    /// <param name="context">The cluster.</param>
    /// <param name="message">The contradiction.</param>
    /// <param name="reported">The regions that Camunda reports.</param>
    /// <param name="missingIn">The region that needs a key according to Camunda and has none; null if there is no such region.</param>
    private static Outcome Contradicted(RuleContext context, string message, ReportedRegions reported, string? missingIn)
    {
        var isMissing = missingIn is not null && Present(context, missingIn) is null;
        var (remedy, command) = missingIn is null ? ("", null)
            : Addition(context, missingIn, $"If Camunda is right, the cluster needs a key in {missingIn}: create it, attach it to the cluster, and declare it. You may need a new cluster for this.");
        return Outcome.Fail(message) with
        {
            Consequence = isMissing
                ? $"If Camunda is right, the cluster has no customer managed key in {missingIn}. A KMS key can be used only in its own region."
                : "The inventory may be wrong about where the cluster's data is stored.",
            Remedy = $"Compare the cluster's regions in the Camunda Console with the inventory, and correct the inventory if it is wrong. {remedy}".TrimEnd(),
            RemedyCode = command,
            Evidence = reported.Reference is { } reference ? [reference] : [],
        };
    }

    private static Outcome Judge(RuleContext context, ClusterKey key)
    {
        var needed = key.IsPrimary ? context.Cluster.Region : context.Cluster.BackupRegion;
        if (needed is null)
        {
            return Outcome.Fail("A secondary key is declared, but the cluster has no backup region. A single-region cluster has one key.") with
            {
                Consequence = "The declaration does not match the cluster. An unneeded key costs money and can be mistaken for one that the cluster needs.",
                Remedy = "If the cluster has a backup region, declare it as backupRegion. Otherwise, remove secondaryKeyArn from the inventory.",
            };
        }

        var described = DescribedArn(key);
        return (key.IsPrimary, SameRegion(key.Arn.Region, needed), described) switch
        {
            (false, _, _) when key.Arn.Value == context.Keys[0].Arn.Value => Misplaced(context, "The primary key is also declared as the secondary key. A dual-region cluster needs two different keys.", needed),
            (_, false, _) => Misplaced(context, $"The {key.Designation} is in {key.Arn.Region}, but the cluster needs it in {needed}.", needed),
            (_, _, { } arn) when !SameRegion(arn.Region, needed) =>
                Misplaced(context, $"The {key.Designation} is declared in {needed}, but AWS KMS reports its ARN as {arn}.", needed) with { Evidence = [key.Evidence.Metadata.Reference] },
            (_, _, null) => Outcome.Pass($"According to its ARN, the {key.Designation} is in {needed}, where the cluster needs it."),
            _ => Outcome.Pass($"The {key.Designation} is in {needed}, where the cluster needs it.") with { Evidence = [key.Evidence.Metadata.Reference] },
        };
    }

    private static KmsKeyArn? DescribedArn(ClusterKey key) =>
        key.Evidence.Metadata.TryGet(out var metadata, out _) && KmsKeyArn.TryParse(metadata.Arn, out var arn) ? arn : null;

    private static bool SameRegion(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static Outcome Misplaced(RuleContext context, string message, string needed)
    {
        var (remedy, command) = Addition(context, needed, $"If they are right, create a key in {needed} and attach it to the cluster. You may need a new cluster for this.");
        return Outcome.Fail(message) with
        {
            Consequence = "A KMS key can be used only in its own region, so encryption and decryption fail.",
            Remedy = $"Check the declared region and ARN first. {remedy}",
            RemedyCode = command,
        };
    }

    /// <summary>How to give a region the key that it needs: use the declared key that is already there, or create a new one.</summary>
    private static (string Remedy, string? Command) Addition(RuleContext context, string region, string create) =>
        Present(context, region) is { } present ? (present, null)
        : NewKey.In(context, region) is var addition ? ($"{create} {addition.Advice}", addition.Command)
        : default;

    /// <summary>What to do if a declared key is already in the region that needs a key; null if there is none.</summary>
    private static string? Present(RuleContext context, string region) => context.Keys.FirstOrDefault(key => SameRegion(key.Arn.Region, region)) is { } present
        ? $"Do not create a key in {region}: the declared {present.Designation} {present.Arn.Value} is there. Compare the cluster's keys and regions in the Camunda Console with the inventory. Then declare that key as the one that the cluster uses in {region}."
        : null;
}
