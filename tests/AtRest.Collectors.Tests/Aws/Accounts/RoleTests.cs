using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;

namespace AtRest.Collectors.Tests.Aws.Accounts;

public sealed class RoleTests
{
    [Fact]
    public async Task Collect_RoleWithExternalId_IsAssumedOnce()
    {
        var keys = Fleets.Keys(10);
        var world = Worlds.Account().Keys(keys).DefaultAccount(Names.OtherAccount);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));

        collection.Calls["sts:AssumeRole"].ShouldBe(1);
        collection.History.Where(call => call.Operation.StartsWith("kms:", StringComparison.Ordinal)).ShouldAllBe(call => call.AccountId == Names.Account);
    }

    [Fact]
    public async Task Collect_WrongExternalId_NoOtherCallIsMade()
    {
        var world = Worlds.Account().Key(Names.Key);
        var organization = Fleets.Organization(Names.Key);
        organization = organization with { Aws = [organization.Aws[0] with { ExternalId = "wrong" }] };

        var collection = await Collection.RunAsync(world.Build(), organization);

        var absence = collection.Key.Metadata.Absence!;
        absence.Kind.ShouldBe(AbsenceKind.NotAttempted);
        (absence.Call?.Source, absence.Call?.Resource, absence.Call?.Kind).ShouldBe(("sts:AssumeRole", organization.Aws[0].AuditRoleArn, AbsenceKind.Denied));
        absence.Cause.ShouldContain("is not authorized to perform: sts:AssumeRole");
        absence.Remedy!.ShouldContain("external ID");
        collection.Key.Policy.Absence.ShouldBe(absence);
        collection.CloudTrail.Trails.Absence.ShouldBe(absence);
        collection.Calls.ShouldBe(new Dictionary<string, int> { ["sts:AssumeRole"] = 1 });
    }

    /// <summary>The session expires during the audit, and the role cannot be assumed again: the evidence names that call, and the calls that needed it are not attempted.</summary>
    [Fact]
    public async Task Collect_RoleIsRefusedDuringTheAudit_TheCallsAreNotAttemptedAndAssumeRoleIsReported()
    {
        var session = TimeSpan.FromSeconds(3);
        var organization = Fleets.Organization([.. Fleets.Keys(20)]);
        var role = organization.Aws[0].AuditRoleArn!;

        // The cloud's clock is almost an hour late, so by this machine's clock its sessions expire soon.
        var clock = new ShiftingClock { Shift = session - TimeSpan.FromHours(1) };
        await using var cloud = await FakeCloud.StartAsync(
            Worlds.Account().Keys(Fleets.Keys(20)).Build(), new FakeCloudOptions { TimeProvider = clock }, TestContext.Current.CancellationToken);
        var (refusing, refused) = (0, 0);
        using var proxy = new FaultyProxy(cloud.Endpoint, (path, target) =>
        {
            if (target?.StartsWith("TrentService.", StringComparison.Ordinal) == true && Interlocked.Exchange(ref refusing, 1) == 0)
            {
                var end = TimeProvider.System.GetUtcNow() + session;
                SpinWait.SpinUntil(() => TimeProvider.System.GetUtcNow() > end);
            }

            // Calls to STS go to the root and are forms.
            return refusing == 1 && path == "/" && target is null && Interlocked.Increment(ref refused) > 0
                ? new Bad(403, "text/xml", $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: u is not authorized to perform: sts:AssumeRole on resource: {role}</Message></Error><RequestId>r</RequestId></ErrorResponse>")
                : null;
        });

        var evidence = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), organization)).Values.Single();

        var absences = evidence.Aws.Keys.SelectMany(key => new[] { key.Metadata.Absence, key.Policy.Absence, key.Grants.Absence }).OfType<Absence>().ToList();
        absences.Count.ShouldBeGreaterThan(40);
        foreach (var absence in absences)
        {
            absence.Kind.ShouldBe(AbsenceKind.NotAttempted, absence.Cause);
            (absence.Call?.Source, absence.Call?.Resource, absence.Call?.Kind).ShouldBe(("sts:AssumeRole", role, AbsenceKind.Denied));
            absence.Cause.ShouldContain($"AtRest could not assume the role {role}");
            absence.Remedy!.ShouldContain("trust policy");
        }

        refused.ShouldBe(1, "AWS has said no once, and is not asked again.");
        cloud.Calls["sts:AssumeRole"].ShouldBe(1);
    }

    /// <summary>The session expires during the audit: the role is assumed again, once for all calls.</summary>
    [Fact]
    public async Task Collect_SessionExpiresDuringTheAudit_TheRoleIsAssumedAgain()
    {
        var session = TimeSpan.FromSeconds(3);
        var clock = new ShiftingClock { Shift = session - TimeSpan.FromHours(1) };
        await using var cloud = await FakeCloud.StartAsync(
            Worlds.Account().Keys(Fleets.Keys(20)).Build(), new FakeCloudOptions { TimeProvider = clock }, TestContext.Current.CancellationToken);
        var waited = 0;
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, target) =>
        {
            if (target?.StartsWith("TrentService.", StringComparison.Ordinal) == true && Interlocked.Exchange(ref waited, 1) == 0)
            {
                var end = TimeProvider.System.GetUtcNow() + session;
                SpinWait.SpinUntil(() => TimeProvider.System.GetUtcNow() > end);
                clock.Shift = TimeSpan.Zero;
            }

            return null;
        });

        var evidence = (await Collection.CollectAsync(Collection.OptionsFor(proxy.Endpoint), Fleets.Organization([.. Fleets.Keys(20)]))).Values.Single();

        evidence.Aws.Keys.Count(key => key.Policy.Value is not null).ShouldBeGreaterThan(15, "Only calls that were signed before may be too late.");
        cloud.Calls["sts:AssumeRole"].ShouldBe(2);
    }

    [Fact]
    public async Task Collect_NoRoleDeclared_UsesTheProcessesOwnCredentials()
    {
        var world = Worlds.Account().Key(Names.Key);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key).WithoutRoles());

        collection.Key.Metadata.Value.ShouldNotBeNull();
        collection.Calls.ShouldNotContainKey("sts:AssumeRole");
    }

    [Fact]
    public async Task Collect_NoRoleAndOwnCredentialsOfAnotherAccount_DoesNotUseThatAccountsTrails()
    {
        var world = Worlds.Account().Key(Names.Key).DefaultAccount(Names.OtherAccount);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key).WithoutRoles());

        collection.CloudTrail.Trails.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        collection.CloudTrail.Trails.Absence!.Cause.ShouldContain($"belong to account {Names.OtherAccount}");
        collection.CloudTrail.EventDataStores.Value.ShouldBeNull();
        collection.Calls.ShouldNotContainKey("cloudtrail:DescribeTrails");
    }

    [Fact]
    public async Task Collect_OrganizationsThatShareAccountAndKey_AreReadOnce()
    {
        var world = Worlds.Account().Key(Names.Key);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Named("acme", Names.Key), Fleets.Named("beta", Names.Key));

        collection.Evidence["acme"].Aws.Keys.Single().ShouldBeEquivalentTo(collection.Evidence["beta"].Aws.Keys.Single());
        // The bucket's block is read once more to find the owner of the bucket.
        collection.Calls.ShouldAllBe(call => call.Value == (call.Key == "s3:GetBucketPublicAccessBlock" ? 2 : 1));
    }

    [Fact]
    public async Task Collect_OrganizationWithAnotherExternalId_DoesNotShareTheSession()
    {
        var world = Worlds.Account().Key(Names.Key);
        var stranger = Fleets.Named("beta", Names.Key);
        stranger = stranger with { Aws = [stranger.Aws[0] with { ExternalId = "guessed" }] };

        var collection = await Collection.RunAsync(world.Build(), Fleets.Named("acme", Names.Key), stranger);

        collection.Evidence["acme"].Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
        collection.Evidence["beta"].Aws.Keys.Single().Metadata.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
    }

    [Theory]
    [InlineData("2026-11-24T01:00:00Z", "atrest-2026-11-24T01-00-00Z")]
    [InlineData("ä/b c", "atrest---b-c")]
    public void SessionNameOf_AuditId_HoldsOnlyWhatStsAllows(string auditId, string name) => RoleSessions.SessionNameOf(auditId).ShouldBe(name);

    [Fact]
    public void SessionNameOf_LongAuditId_IsCutTo64() => RoleSessions.SessionNameOf(new string('x', 200)).Length.ShouldBe(64);

    [Fact]
    public async Task Collect_NoCredentialsAnywhere_IsReportedQuickly()
    {
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Build(), cancellationToken: TestContext.Current.CancellationToken);
        var options = Collection.OptionsFor(cloud.Endpoint) with { Credentials = null, CredentialTimeout = TimeSpan.FromSeconds(1) };
        Assert.SkipWhen(Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is not null, "This machine has AWS credentials.");

        var evidence = await Collection.CollectAsync(options, Fleets.Organization([.. Fleets.Keys(20)]));

        evidence["acme"].Aws.Keys.ShouldAllBe(key => key.Metadata.Absence!.Kind == AbsenceKind.NotAttempted);
        evidence["acme"].Aws.Keys.First().Metadata.Absence!.Cause.ShouldContain("No AWS credentials were found");
        cloud.Calls.ShouldBeEmpty();
    }
}
