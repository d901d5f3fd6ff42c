using AtRest.Core.Camunda.Rules;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Declaration;

/// <summary>The encryption type is chosen when a cluster is created and cannot be changed (https://docs.camunda.io/docs/components/saas/encryption-at-rest/).</summary>
internal sealed class UnchangedTypeRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-7",
        Title = "The declared encryption type is the same as in the previous report",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var type = context.Cluster.Encryption.Type;
        if (context.Evidence.Evidence.Previous is not { } previous)
        {
            yield return Outcome.NotApplicable("There is no previous report to compare with.");
            yield break;
        }

        var when = $"the previous report ({Wording.Minute(previous.GeneratedAt)}, {previous.ReportId})";
        var activity = ClusterActivity.Of(context);
        var outcome = context.Evidence.PreviousType(context.Cluster.Id) switch
        {
            null => Outcome.NotApplicable($"This cluster is not in {when}, so there is nothing to compare with."),
            EncryptionType.None => Outcome.NotApplicable($"This cluster was undeclared in {when}, so there is no earlier declaration to compare with."),
            var earlier when earlier == type => Outcome.Pass($"The cluster is declared {type}, as in {when}."),
            var earlier => Outcome.Fail($"The cluster is declared {type}, but it was declared {earlier} in {when}. The encryption type of a cluster cannot be changed.{Wrong(activity?.TypeAtCreation, type, earlier)}") with
            {
                Consequence = "One of the two declarations is wrong, so one of the two reports judged the cluster by the wrong rules.",
                Remedy = "Compare the encryption type in the Camunda Console (cluster details) with the declaration. If the cluster was replaced, declare the new cluster with its own ID. If the earlier declaration was wrong, this finding is resolved in the next report.",
            },
        };
        yield return outcome.Status is FindingStatus.Pass or FindingStatus.Fail && activity is not null ? activity.WithCreation(outcome) : outcome;
    }

    /// <summary>Which of two declarations is wrong, if Camunda's activity log shows the type of the cluster when it was created.</summary>
    private static string Wrong(EncryptionType? created, EncryptionType declared, EncryptionType? earlier) => created is not { } type ? ""
        : type == declared ? " The earlier declaration was wrong, because the cluster was created with the type that is declared now."
        : type == earlier ? " The declaration is wrong now, because the cluster was created with the earlier type."
        : $" Both declarations are wrong, because the cluster was created with the type {type}.";
}
