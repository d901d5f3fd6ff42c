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
        Title = "The encryption type that Camunda reports is the declared one",
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
            { IsAsked: false } when type == EncryptionType.Provider => UnseenProvider(),
            _ when type == EncryptionType.None => report.With(Undeclared(context, report)),
            { IsUnknownToCamunda: true } => report.With(NotKnown(context)),
            _ => report.Barrier("The encryption type that Camunda reports", $"That this cluster has the type {type} rests on the declaration.")
                ?? report.With(Compare(type, report.Cluster?.Encryption?.Type)),
        };
    }

    private static Outcome Compare(EncryptionType declared, string? reported) => CamundaReport.TypeOf(reported) switch
    {
        _ when string.IsNullOrWhiteSpace(reported) => Outcome.Unknown($"Camunda knows this cluster but does not say which encryption type it has, so nothing shows that it is {declared}.") with
        {
            Remedy = "Look at the cluster's details in the Camunda Console; if they show no encryption type either, ask Camunda support.",
        },
        null => Outcome.Unknown($"Camunda reports the encryption type '{reported}', which this version of AtRest does not know. The declared type is {declared}.") with
        {
            Remedy = "Look the type up in Camunda's documentation, and see whether a newer version of AtRest knows it.",
        },
        { } actual when actual == declared => Outcome.Pass($"Camunda reports the type {actual}, as declared."),
        { } actual => Outcome.Fail($"The cluster is declared {declared}, but Camunda reports the type {actual}.") with
        {
            Consequence = declared == EncryptionType.External
                ? "The cluster's data is not under the customer's own key: disabling that key protects nothing."
                : "The cluster does not have the encryption that its owner believes in, and the other rules have looked for the wrong key.",
            Remedy = $"If {actual} is right, correct the inventory. If {declared} is needed, create a new cluster of that type and move to it: the type of an existing one can never be changed.",
        },
    };

    private static Outcome NotKnown(RuleContext context)
    {
        var known = context.Evidence.Evidence.Clouds.Camunda?.Clusters.Value?.Items.Length ?? 0;
        var all = known switch { 0 => "it reports no cluster for this organization", 1 => "the one cluster that it reports for this organization has another id than", _ => $"none of the {known} clusters that it reports for this organization has the id" };
        return Outcome.Fail($"Camunda does not know this cluster: {all}{(known == 0 ? "" : $" {context.Cluster.Id}")}.") with
        {
            Consequence = "This report speaks of a cluster that may not exist, and nothing shows how the real one is encrypted.",
            Remedy = $"Compare the id {context.Cluster.Id} with the cluster's details in the Camunda Console. If the cluster was deleted, take it out of the inventory; if it belongs to another organization, declare it there.",
        };
    }

    private static Outcome Undeclared(RuleContext context, CamundaReport report)
    {
        if (context.Evidence.Reported(context.Cluster.Id) is null)
        {
            return Outcome.Unknown("Camunda's answer is malformed: it holds an entry without a uuid, so nobody can say which cluster this is or whether it is declared.") with
            {
                Remedy = "Audit again; if Camunda's answer stays the same, tell Camunda support.",
            };
        }

        var type = report.Cluster?.Encryption?.Type;
        var reported = string.IsNullOrWhiteSpace(type) ? "no encryption type" : CamundaReport.TypeOf(type) is { } known ? $"the encryption type {known}" : $"the encryption type '{type}'";
        return Outcome.Fail($"Camunda reports this cluster, with {reported}, but the inventory does not declare it.") with
        {
            Consequence = "Nobody has said how this cluster is meant to be encrypted, so nothing of it is audited: neither its key nor the record of its use.",
            Remedy = $"Add the cluster with the id {context.Cluster.Id} and the type that it is meant to have to the inventory (atrest inventory import writes such entries), or delete the cluster if nobody needs it.",
        };
    }

    private static Outcome UnseenProvider() => Outcome.Unknown(
        $"{CamundaReport.NotConfigured} A provider-managed key cannot be looked at from outside, so nothing shows that this cluster has the declared type Provider.") with
    {
        Remedy = "Compare the encryption type in the Camunda Console (cluster details) with the declaration. A cluster of another type can only be replaced by a new one.",
    };
}
