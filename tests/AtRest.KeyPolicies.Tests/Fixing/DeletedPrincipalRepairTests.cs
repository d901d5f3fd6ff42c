using AtRest.KeyPolicies.Fixing;
using AtRest.KeyPolicies.Fixing.Repairs;
using AtRest.KeyPolicies.Tests.Access;

namespace AtRest.KeyPolicies.Tests.Fixing;

public sealed class DeletedPrincipalRepairTests
{
    private const string Orphan = "AROAEXAMPLEID1234567";

    [Theory]
    [InlineData("""{"AWS": ["AROAEXAMPLEID1234567", "111122223333"]}""", """{"AWS": ["111122223333"]}""")]
    [InlineData("""{"AWS": "AROAEXAMPLEID1234567", "Service": "ec2.amazonaws.com"}""", """{"Service": "ec2.amazonaws.com"}""")]
    public void Propose_DeletedPrincipalNextToOthers_KeepsTheOthers(string principal, string expected) =>
        Propose(Statement(principal)).ShouldBe(Policy(Statement(expected)));

    [Fact]
    public void Propose_OnlyADeletedPrincipal_RemovesTheStatement() =>
        Propose(Statement($$"""{"AWS": "{{Orphan}}"}"""), Statement("\"*\"")).ShouldBe(Policy(Statement("\"*\"")));

    [Fact]
    public void Propose_OnlyADeletedPrincipalInNotPrincipal_ChangesNothing() =>
        Propose(Statement($$"""{"AWS": "{{Orphan}}"}""").Replace("Principal", "NotPrincipal", StringComparison.Ordinal)).ShouldBeNull();

    private static string Statement(string principal) => $$"""{"Effect": "Deny", "Principal": {{principal}}, "Action": "kms:Sign", "Resource": "*"}""";

    private static string Policy(params string[] statements) => $$"""{"Statement": [{{string.Join(", ", statements)}}]}""";

    private static string? Propose(params string[] statements)
    {
        return new DeletedPrincipalRepair().Propose(new PolicyDraft(KeyPolicyAnalysis.Of(Policy(statements), AccessSamples.Subject(AccessSamples.RoleArn))))?.Text;
    }
}
