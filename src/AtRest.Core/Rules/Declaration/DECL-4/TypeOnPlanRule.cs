using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Declaration;

/// <summary>Any type but Provider needs an enterprise plan (https://docs.camunda.io/docs/components/saas/byok/faq-and-troubleshooting/).</summary>
internal sealed class TypeOnPlanRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-4",
        Title = "The organization's plan includes the encryption type",
        Level = RuleLevel.Required,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.All,
    };

    private const string Enterprise = "enterprise";

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var type = context.Cluster.Encryption.Type;
        var plan = context.Organization.Plan;
        if (string.IsNullOrWhiteSpace(plan))
        {
            yield return Outcome.NotApplicable("The organization's plan is not declared. "
                + (type == EncryptionType.Provider ? "Provider-managed keys are part of every plan." : $"The type {type} needs an enterprise plan."));
        }
        else if (type == EncryptionType.Provider)
        {
            yield return Outcome.Pass("Provider-managed keys are part of every plan.");
        }
        else if (string.Equals(plan.Trim(), Enterprise, StringComparison.OrdinalIgnoreCase))
        {
            yield return Outcome.Pass($"The declared plan is enterprise, which includes the type {type}.");
        }
        else
        {
            yield return Outcome.Fail($"The declared plan is '{plan}', but Camunda offers the type {type} on enterprise plans only.") with
            {
                Consequence = "The cluster cannot have the encryption that the declaration promises: either the plan or the type is declared wrongly.",
                Remedy = "Correct the organization's plan or the cluster's encryption type in the inventory, or ask Camunda for an enterprise plan.",
            };
        }
    }
}
