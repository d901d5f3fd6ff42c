using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Compares the declared key ARNs with those that Camunda reports.</summary>
internal sealed class ReportedKeysRule : IRule
{
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
        var what = context.External is null
            ? "That no key ARN is attached to this cluster"
            : "That this cluster uses exactly the declared keys";
        yield return Outcome.NotApplicable($"{CamundaReport.Absence(context)} {what} rests on the declaration.");
    }
}
