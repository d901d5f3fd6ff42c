using AtRest.Collectors.Tests.Support;

namespace AtRest.Collectors.Tests.Aws.Accounts;

/// <summary>The identity that each account was read with, which takes no additional calls.</summary>
public sealed class ReaderTests
{
    [Fact]
    public async Task Collect_Role_IsTheSessionThatAssumeRoleNamed()
    {
        var collection = await Collection.RunAsync(Worlds.Account().Key(Names.Key).Build(), Fleets.Organization(Names.Key));

        var reader = collection.Clouds.Readers.ShouldHaveSingleItem();
        reader.ShouldSatisfyAllConditions(
            found => (found.Cloud, found.Account, found.Source, found.Detail).ShouldBe(("aws", Names.Account, "sts:AssumeRole", null)),
            found => found.Identity!.ShouldStartWith($"arn:aws:sts::{Names.Account}:assumed-role/"),
            found => found.Identity!.ShouldEndWith("/atrest-2026-11-24T01-00-00Z-audit"));
        collection.Calls["sts:AssumeRole"].ShouldBe(1);
        collection.Calls.ShouldNotContainKey("sts:GetCallerIdentity");
    }

    [Fact]
    public async Task Collect_RoleRefused_IsTheRoleAndTheCause()
    {
        var organization = Fleets.Organization(Names.Key);
        organization = organization with { Aws = [organization.Aws[0] with { ExternalId = "wrong" }] };

        var reader = (await Collection.RunAsync(Worlds.Account().Key(Names.Key).Build(), organization)).Clouds.Readers.ShouldHaveSingleItem();

        reader.Identity.ShouldBe(organization.Aws[0].AuditRoleArn);
        reader.Detail!.ShouldContain(Names.Account);
    }

    [Fact]
    public async Task Collect_OwnCredentials_AreNamedByStsWithOneCall()
    {
        var collection = await Collection.RunAsync(Worlds.Account().Keys(Fleets.Keys(3)).Build(), Fleets.Organization([.. Fleets.Keys(3)]).WithoutRoles());

        var reader = collection.Clouds.Readers.ShouldHaveSingleItem();
        (reader.Account, reader.Source, reader.Detail).ShouldBe((Names.Account, "sts:GetCallerIdentity", null));
        reader.Identity!.ShouldStartWith("arn:aws:");
        collection.Calls["sts:GetCallerIdentity"].ShouldBe(1);
    }

    /// <summary>The credentials work for the key, and not for the account's trails.</summary>
    [Fact]
    public async Task Collect_OwnCredentialsOfAnotherAccount_AreNamedForTheAccountThatTheyRead()
    {
        var collection = await Collection.RunAsync(Worlds.Account().Key(Names.Key).DefaultAccount(Names.OtherAccount).Build(), Fleets.Organization(Names.Key).WithoutRoles());

        var reader = collection.Clouds.Readers.ShouldHaveSingleItem();
        (reader.Account, reader.Detail).ShouldBe((Names.Account, null));
        reader.Identity!.ShouldContain($":{Names.OtherAccount}:");
        collection.Calls["sts:GetCallerIdentity"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_StsDoesNotReturnTheCaller_IsUnknownWithTheCause()
    {
        var collection = await Collection.RunAsync(Worlds.Account().Key(Names.Key).Deny("sts:GetCallerIdentity").Build(), Fleets.Organization(Names.Key).WithoutRoles());

        var reader = collection.Clouds.Readers.ShouldHaveSingleItem();
        reader.Identity.ShouldBeNull();
        reader.Detail!.ShouldContain("STS did not return the principal of the credentials");
        collection.Calls["sts:GetCallerIdentity"].ShouldBe(1);
    }

    /// <summary>Two organizations share a run, and neither report names the other's role.</summary>
    [Fact]
    public async Task Collect_Organizations_HaveTheirOwnReadersOnly()
    {
        var collection = await Collection.RunAsync(Worlds.Account().Key(Names.Key).Build(), Fleets.Named("acme", Names.Key), Fleets.Named("beta", Names.Key).WithoutRoles());

        collection.Evidence["acme"].Readers.ShouldHaveSingleItem().Source.ShouldBe("sts:AssumeRole");
        collection.Evidence["beta"].Readers.ShouldHaveSingleItem().Source.ShouldBe("sts:GetCallerIdentity");
    }
}
