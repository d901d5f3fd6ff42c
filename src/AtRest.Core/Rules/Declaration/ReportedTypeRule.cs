using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Compares the declared encryption type with the one that Camunda reports.</summary>
internal sealed class ReportedTypeRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-1",
        Title = "The encryption type that Camunda reports is the declared one",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var type = context.Cluster.Encryption.Type;
        yield return type == EncryptionType.Provider
            ? Outcome.Unknown(
                $"{CamundaReport.Absence(context)} A provider-managed key cannot be looked at from outside, so nothing shows that this cluster has the declared type Provider.") with
            {
                Remedy = "Compare the encryption type in the Camunda Console (cluster details) with the declaration. A cluster of another type can only be replaced by a new one.",
            }
            : Outcome.NotApplicable(
                $"{CamundaReport.Absence(context)} That this cluster has the type {type} rests on the declaration.");
    }
}
