using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-2: the key policy lets in no caller that nothing fixed restricts.</summary>
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

    protected override Outcome Judge(KeyPolicySituation situation) => situation.Analysis.Public switch
    {
        null => Outcome.Pass($"The policy of the {situation.Designation} lets in no caller without restricting it to fixed principals, accounts, organizations, networks or sources. This was decided for all callers."),
        { Actions.IsEmpty: true } doubtful => Doubtful(situation, doubtful),
        var reach => Public(situation, reach),
    };

    private static Outcome Public(KeyPolicySituation situation, Reach reach)
    {
        var reading = situation.Reading;
        var statements = ReachText.Statements(reading, reach.Statements);
        var conditions = ReachText.Conditions(reading, reach.Statements);
        var useless = conditions.Length == 0 ? "" : $" Its condition does not restrict who can call: {conditions}.";
        var negated = reach.Statements.Any(index => reading.Policy.Statements[index].Principal.IsNegated)
            ? " An Allow with NotPrincipal allows everybody but those it lists."
            : "";
        var isObvious = conditions.Length == 0 && reading.Policy.Statements.All(statement => statement.Effect == StatementEffect.Allow);
        var example = reach.Example is { } request && !isObvious ? $" For example, {Examples.Of(request)} gets in." : "";
        return Outcome.Fail($"The {situation.Designation} is public: {statements} lets anybody in the world call {ReachText.Actions(reach.Actions)}.{useless}{negated}{example}") with
        {
            Statements = reach.Statements,
            Consequence = "Everyone who has an AWS account can use the key. Someone who gets encrypted data of the cluster could decrypt it.",
            Remedy = $"In {statements}, name the principals that are meant: the account {situation.Key.AccountId} and the cluster's role. If \"*\" must stay, restrict the callers with "
                + "\"StringEquals\" on kms:CallerAccount or aws:PrincipalAccount.",
            RemedyCodeUse = "Below is such a condition.",
            RemedyCode = $"\"StringEquals\": {{\"kms:CallerAccount\": \"{situation.Key.AccountId}\"}}",
        };
    }

    private static Outcome Doubtful(KeyPolicySituation situation, Reach reach) =>
        Outcome.Unknown($"Whether the {situation.Designation} is public is unknown: it depends on {ReachText.Statements(situation.Reading, reach.DoubtfulStatements)}, "
            + $"{(ReachText.Conditions(situation.Reading, reach.DoubtfulStatements) is { Length: > 0 } quoted ? $"whose condition AtRest cannot decide: {quoted}" : "which names what AtRest does not know")}. It concerns {ReachText.Actions(reach.Doubtful)}.") with
        {
            Statements = reach.DoubtfulStatements,
            Remedy = $"Name the principals that are meant instead of \"*\": the account {situation.Key.AccountId} and the cluster's role.",
        };
}
