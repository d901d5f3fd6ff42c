using AtRest.Core.Inventory;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>KPOL-2: no statement of the key policy lets in callers that it does not pin.</summary>
internal sealed class PublicKeyRule : KeyPolicyRule
{
    public const string Id = "KPOL-2";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The key is not public",
        Level = RuleLevel.Required,
        Severity = Severity.Critical,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Judge(RuleContext context, ClusterKey key, KeyPolicyReading reading) =>
        new PublicAccess(reading, context.AuditedAt).Find() switch
        {
            null => Outcome.Pass($"The policy of the {key.Designation} lets in nobody whom it does not pin by name, account, organization or network."),
            { Actions.IsEmpty: true } doubtful => Doubtful(key, reading, doubtful),
            var reach => Public(key, reading, reach),
        };

    private static Outcome Public(ClusterKey key, KeyPolicyReading reading, Reach reach)
    {
        var statements = ReachText.Statements(reading, reach.Statements);
        var conditions = ReachText.Conditions(reading, reach.Statements);
        var useless = conditions.Length == 0 ? "" : $" Its condition pins nobody: {conditions}.";
        var negated = reach.Statements.Any(index => reading.Policy.Statements[index].Principal.IsNegated)
            ? " An Allow with NotPrincipal allows everybody but those it lists."
            : "";
        return Outcome.Fail($"The {key.Designation} is public: {statements} lets anybody in the world call {ReachText.Actions(reach.Actions)}.{useless}{negated}") with
        {
            Consequence = "Whoever has an AWS account can use the key, and whoever gets hold of encrypted data of the cluster could decrypt it.",
            Remedy = $"Name in {statements} the principals that are meant: the account {key.Arn.AccountId} and the cluster's role. If \"*\" must stay, pin the callers with "
                + "\"StringEquals\" on kms:CallerAccount or aws:PrincipalAccount.",
            RemedyCodeUse = "Below is such a condition.",
            RemedyCode = $"\"StringEquals\": {{\"kms:CallerAccount\": \"{key.Arn.AccountId}\"}}",
        };
    }

    private static Outcome Doubtful(ClusterKey key, KeyPolicyReading reading, Reach reach) =>
        Outcome.Unknown($"Whether the {key.Designation} is public cannot be said: {ReachText.Statements(reading, reach.DoubtfulStatements)} rests on a condition that "
            + $"AtRest does not know: {ReachText.Conditions(reading, reach.DoubtfulStatements)}. It concerns {ReachText.Actions(reach.Doubtful)}.") with
        {
            Remedy = $"Name the principals that are meant instead of \"*\": the account {key.Arn.AccountId} and the cluster's role.",
        };
}
