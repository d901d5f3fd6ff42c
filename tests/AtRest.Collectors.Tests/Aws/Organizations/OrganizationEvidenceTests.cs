using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.FakeClouds.Aws.Organizations;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.Organizations;

/// <summary>The policies of AWS Organizations, read over HTTP with a role of the management account.</summary>
public sealed class OrganizationEvidenceTests
{
    private const string Management = "777766665555";
    private const string PolicyRole = $"arn:aws:iam::{Management}:role/AtRestPolicies";
    private const string ExternalId = "policies-id";
    private const string Unit = "ou-exam-keys0001";
    private const string InnerUnit = "ou-exam-keys0002";
    private const string Root = "r-exam";
    private const string FullAccess = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    [Fact]
    public async Task Collect_NoRoleInTheInventory_MakesNoCall()
    {
        var collected = await Collection.RunAsync(World(Member()).Build(), Fleets.Organization(Names.Key));

        collected.Clouds.Aws.Organizations.ShouldBeEmpty();
        collected.Calls.Keys.ShouldNotContain(call => call.StartsWith("organizations:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Collect_MemberBelowUnits_HasThePoliciesOfEachLevel()
    {
        var collected = await Collection.RunAsync(World(Member()).Build(), WithRole(Fleets.Organization(Names.Key)));

        var evidence = collected.Clouds.Aws.Organizations.ShouldHaveSingleItem();
        evidence.AccountId.ShouldBe(Names.Account);
        evidence.Organization.Value.ShouldBe(new AwsOrganization("o-exampleorgid", Management));
        evidence.Path.Value!.Parents.ShouldBe([InnerUnit, Unit, Root]);
        evidence.Attached.Select(list => $"{list.Value!.TargetId} {list.Value.Type}: {string.Join(',', list.Value.PolicyIds)}").ShouldBe(
        [
            $"{Names.Account} ResourceControl: p-own,p-shared", $"{Names.Account} ServiceControl: ",
            $"{InnerUnit} ResourceControl: ", $"{InnerUnit} ServiceControl: ",
            $"{Unit} ResourceControl: p-shared", $"{Unit} ServiceControl: ",
            $"{Root} ResourceControl: p-shared", $"{Root} ServiceControl: p-root",
        ]);
        evidence.Policies.Select(policy => policy.Value).ShouldBe(
            [new OrganizationPolicy("p-own", "own", FullAccess), new OrganizationPolicy("p-root", "root", FullAccess), new OrganizationPolicy("p-shared", "shared", FullAccess)]);
        evidence.CallerPaths.ShouldHaveSingleItem().Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
        collected.Calls["organizations:DescribePolicy"].ShouldBe(3);
    }

    /// <summary>Two accounts share their parents and most policies.</summary>
    [Fact]
    public async Task Collect_TwoAccounts_ReadsWhatTheyShareOnce()
    {
        var other = Names.Key.Replace(Names.Account, Names.OtherAccount, StringComparison.Ordinal);
        var organization = WithRole(Fleets.Organization(Names.Key, other));
        organization = organization with { Aws = organization.Aws.Add(new AwsAccount { AccountId = Names.OtherAccount, Organizations = organization.Aws[0].Organizations }) };
        var member = Member() with { Parents = new Dictionary<string, string>(Member().Parents) { [Names.OtherAccount] = InnerUnit } };

        var collected = await Collection.RunAsync(World(member).Key(other).Build(), organization);

        collected.Clouds.Aws.Organizations.Length.ShouldBe(2);
        collected.Calls["organizations:DescribeOrganization"].ShouldBe(1);
        collected.Calls["organizations:DescribePolicy"].ShouldBe(3);
        collected.Calls["organizations:ListPoliciesForTarget"].ShouldBe(10);

        // Two accounts, two units, and the account of the cluster's role.
        collected.Calls["organizations:ListParents"].ShouldBe(5);
    }

    [Fact]
    public async Task Collect_PagedPolicies_AreAll()
    {
        var collected = await Collection.RunAsync(World(Member()).PageSize(1).Build(), WithRole(Fleets.Organization(Names.Key)));

        collected.Clouds.Aws.Organizations.Single().Attached[0].Value!.PolicyIds.ShouldBe(["p-own", "p-shared"]);
    }

    [Fact]
    public async Task Collect_AccountOfAnotherOrganization_HasNoPath()
    {
        var collected = await Collection.RunAsync(World(Member() with { Parents = new Dictionary<string, string>() }).Build(), WithRole(Fleets.Organization(Names.Key)));

        var evidence = collected.Clouds.Aws.Organizations.Single();
        evidence.Path.Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
        evidence.Path.Absence.ErrorCode.ShouldBe("ChildNotFoundException");
        evidence.Attached.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_DeniedPolicy_IsAbsentWithItsPermission()
    {
        var collected = await Collection.RunAsync(World(Member()).Deny("organizations:DescribePolicy").Build(), WithRole(Fleets.Organization(Names.Key)));

        collected.Clouds.Aws.Organizations.Single().Policies.ShouldAllBe(policy => policy.Absence!.Kind == AbsenceKind.Denied && policy.Source == "organizations:DescribePolicy");
    }

    [Fact]
    public async Task Collect_RoleOfAMember_MayNotReadThePolicies()
    {
        var world = World(Member()).Role($"arn:aws:iam::{Names.Account}:role/Member");
        var organization = Fleets.Organization(Names.Key);

        var collected = await Collection.RunAsync(world.Build(), organization with { Aws = [organization.Aws[0] with { Organizations = new AwsOrganizationAccess { RoleArn = $"arn:aws:iam::{Names.Account}:role/Member" } }] });

        var evidence = collected.Clouds.Aws.Organizations.Single();
        evidence.Organization.Value!.ManagementAccountId.ShouldBe(Management);
        evidence.Path.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
    }

    [Fact]
    public async Task Collect_RoleThatCannotBeAssumed_IsTheCauseOfEverything()
    {
        var organization = Fleets.Organization(Names.Key);

        var collected = await Collection.RunAsync(
            World(Member()).Build(), organization with { Aws = [organization.Aws[0] with { Organizations = new AwsOrganizationAccess { RoleArn = PolicyRole, ExternalId = "wrong" } }] });

        var evidence = collected.Clouds.Aws.Organizations.Single();
        evidence.Organization.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        evidence.Organization.Absence.Call!.Source.ShouldBe("sts:AssumeRole");
    }

    private static ScenarioBuilder World(FakeAwsOrganization organization) => Worlds.Account().Keys([Names.Key]).Role(PolicyRole, ExternalId).AwsOrganization(organization);

    private static Organization WithRole(Organization organization) =>
        organization with { Aws = [organization.Aws[0] with { Organizations = new AwsOrganizationAccess { RoleArn = PolicyRole, ExternalId = ExternalId } }] };

    private static FakeAwsOrganization Member() => new()
    {
        ManagementAccountId = Management,
        Parents = new Dictionary<string, string> { [Names.Account] = InnerUnit, [InnerUnit] = Unit, [Unit] = Root },
        Policies =
        [
            Policy("p-own", "own", "RESOURCE_CONTROL_POLICY", Names.Account),
            Policy("p-shared", "shared", "RESOURCE_CONTROL_POLICY", Names.Account, Unit, Root),
            Policy("p-root", "root", "SERVICE_CONTROL_POLICY", Root),
        ],
    };

    private static FakeOrganizationPolicy Policy(string id, string name, string type, params string[] targets) =>
        new() { Id = id, Name = name, Type = type, Document = FullAccess, Targets = targets };
}
