using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Reads the encryption status that Camunda reports.</summary>
internal sealed class ReportedStatusRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-5",
        Title = "Camunda reports that the cluster's encryption is ready",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        yield return Outcome.NotApplicable($"{CamundaReport.Absence(context)} So no encryption status was reported for this cluster.");
    }
}
