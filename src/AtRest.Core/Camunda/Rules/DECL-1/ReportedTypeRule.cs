using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>Compares the declared encryption type with the one that Camunda reports.</summary>
internal sealed class ReportedTypeRule : IRule
{
    public const string Id = "DECL-1";

    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The encryption type that Camunda reports matches the declaration",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var report = CamundaReport.Of(context);
        var type = context.Cluster.Encryption.Type;
        yield return report switch
        {
            { HasAccess: false } when type == EncryptionType.Provider => UnseenProvider(),
            _ when type == EncryptionType.None => report.With(Undeclared(context, report)),
            { IsUnknownToCamunda: true } => report.With(NotKnown(context)),
            _ => report.WhyNotJudged("The encryption type that Camunda reports", $"Only the declaration shows that this cluster has the type {type}.")
                ?? report.With(Compare(type, report.Cluster?.Encryption?.Type)),
        };
    }

    private static Outcome Compare(EncryptionType declared, string? reported) => CamundaReport.TypeOf(reported) switch
    {
        _ when string.IsNullOrWhiteSpace(reported) => Outcome.Unknown($"Camunda reports this cluster without an encryption type, so the declared type {declared} could not be confirmed.") with
        {
            Remedy = "Check the cluster's details in the Camunda Console. If they show no encryption type either, contact Camunda support.",
        },
        null => Outcome.Unknown($"Camunda reports the encryption type '{reported}', which this version of AtRest does not support. The declared type is {declared}.") with
        {
            Remedy = "Look up the type in Camunda's documentation, and check whether a newer version of AtRest supports it.",
        },
        { } actual when actual == declared => Outcome.Pass($"Camunda reports the type {actual}, as declared."),
        { } actual => Outcome.Fail($"The cluster is declared {declared}, but Camunda reports the type {actual}.") with
        {
            Consequence = declared == EncryptionType.External
                ? "The cluster's data is not encrypted with the customer's key, so disabling that key does not protect the data."
                : "The cluster is not encrypted as declared, and the other rules may have judged the wrong key.",
            Remedy = $"If {actual} is right, correct the inventory. If you need {declared}, create a new cluster of that type and move to it. The encryption type of an existing cluster cannot be changed.",
        },
    };

    private static Outcome NotKnown(RuleContext context)
    {
        var known = context.Evidence.Evidence.Clouds.Camunda?.Clusters.Value?.Items.Length ?? 0;
        var all = known switch { 0 => "it reports no cluster for this organization", 1 => "the only cluster that it reports for this organization has a different ID than", _ => $"none of the {known} clusters that it reports for this organization has the ID" };
        return Outcome.Fail($"Camunda does not report this cluster: {all}{(known == 0 ? "" : $" {context.Cluster.Id}")}.") with
        {
            Consequence = "The declared cluster may not exist, and a cluster that does exist may not be audited.",
            Remedy = $"Compare the ID {context.Cluster.Id} with the cluster's details in the Camunda Console. If the cluster was deleted, remove it from the inventory. If it belongs to another organization, declare it there.",
        };
    }

    private static Outcome Undeclared(RuleContext context, CamundaReport report)
    {
        if (context.Evidence.Reported(context.Cluster.Id) is null)
        {
            return Outcome.Unknown("Camunda's response is malformed: it contains an entry without a uuid. AtRest cannot determine which cluster this is, or whether it is declared.") with
            {
                Remedy = "Audit again. If Camunda's response is the same, contact Camunda support.",
            };
        }

        var type = report.Cluster?.Encryption?.Type;
        var reported = string.IsNullOrWhiteSpace(type) ? "no encryption type" : CamundaReport.TypeOf(type) is { } known ? $"the encryption type {known}" : $"the encryption type '{type}'";
        return Outcome.Fail($"Camunda reports this cluster, with {reported}, but the inventory does not declare it.") with
        {
            Consequence = "The expected encryption of this cluster is not known, so neither its key nor the record of the key's use is audited.",
            Remedy = $"Add the cluster to the inventory, with the ID {context.Cluster.Id} and the encryption type that it must have (atrest inventory import writes such entries). If the cluster is not needed, delete it.",
        };
    }

    private static Outcome UnseenProvider() => Outcome.Unknown(
        $"{CamundaReport.NotConfigured} A provider-managed key cannot be read from outside, so the declared type Provider could not be confirmed.") with
    {
        Remedy = "Compare the encryption type in the Camunda Console (cluster details) with the declaration. The encryption type of an existing cluster cannot be changed: if it is wrong, create a new cluster.",
    };
}
