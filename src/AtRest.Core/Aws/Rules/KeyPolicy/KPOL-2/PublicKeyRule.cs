using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-2: the key policy restricts every caller to fixed values.</summary>
internal sealed class PublicKeyRule : KeyPolicyRule
{
    public const string Id = KeyPolicyRuleIds.NotPublic;

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The KMS key is not public",
        Level = RuleLevel.Required,
        Severity = Severity.Critical,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override Outcome Judge(KeyPolicySituation situation) => situation.Analysis.Public switch
    {
        null => Outcome.Pass($"The policy of the {situation.Designation} gives access only to callers that are restricted to fixed principals, accounts, organizations, networks or sources. The analysis covers all callers."),
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
            ? " An Allow with NotPrincipal gives access to everybody except the listed principals."
            : "";
        var isObvious = conditions.Length == 0 && reading.Policy.Statements.All(statement => statement.Effect == StatementEffect.Allow);
        var example = reach.Example is { } request && !isObvious ? $" For example, {Examples.Of(request)} has access." : "";
        return Outcome.Fail($"The {situation.Designation} is public: {statements} allows anyone to call {ReachText.Actions(reach.Actions)}.{useless}{negated}{example}") with
        {
            Statements = reach.Statements,
            Consequence = "Everyone with an AWS account can use the key. Someone who obtains encrypted data of the cluster could decrypt it.",
            Remedy = $"In {statements}, name the intended principals: the account {situation.Key.AccountId} and the cluster's role. If \"*\" must stay, restrict the callers with "
                + "\"StringEquals\" on kms:CallerAccount or aws:PrincipalAccount.",
            RemedyCodeUse = "Use the following condition.",
            RemedyCode = $"\"StringEquals\": {{\"kms:CallerAccount\": \"{situation.Key.AccountId}\"}}",
        };
    }

    private static Outcome Doubtful(KeyPolicySituation situation, Reach reach) =>
        Outcome.Unknown($"Whether the {situation.Designation} is public could not be determined. It depends on {ReachText.Statements(situation.Reading, reach.DoubtfulStatements)}, "
            + $"{(ReachText.Conditions(situation.Reading, reach.DoubtfulStatements) is { Length: > 0 } quoted ? $"whose condition AtRest cannot evaluate: {quoted}" : "which contains an element that AtRest does not support")}. The actions are {ReachText.Actions(reach.Doubtful)}.") with
        {
            Statements = reach.DoubtfulStatements,
            Remedy = $"Name the intended principals instead of \"*\": the account {situation.Key.AccountId} and the cluster's role.",
        };
}
