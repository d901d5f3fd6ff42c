using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Tests.Aws.Kms;

public sealed class KeyAbsenceTests
{
    [Fact]
    public async Task Collect_KeyDoesNotExist_NothingElseIsRead()
    {
        var collection = await Collection.RunAsync(Worlds.Account().Build(), Fleets.Organization(Names.Key));

        collection.Key.Metadata.Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
        collection.Key.Policy.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
        collection.Calls.Where(call => call.Key.StartsWith("kms:", StringComparison.Ordinal)).Sum(call => call.Value).ShouldBe(1);
    }

    [Fact]
    public async Task Collect_PolicyDenied_NamesThePermissionAndTheKey()
    {
        var world = Worlds.Account().Key(Names.Key).Deny("kms:GetKeyPolicy");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        var absence = collection.Key.Policy.Absence!;
        absence.Kind.ShouldBe(AbsenceKind.Denied);
        absence.ErrorCode.ShouldBe("AccessDeniedException");
        absence.Cause.ShouldContain("kms:GetKeyPolicy");
        absence.Cause.ShouldContain(Names.Key);
        absence.Cause.ShouldContain(Names.Role);
        collection.Key.Grants.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Collect_DescribeKeyDenied_TheOtherCallsAreMade()
    {
        var world = Worlds.Account().Key(Names.Key).Deny("kms:DescribeKey");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.Key.Metadata.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        collection.Key.Policy.Value.ShouldNotBeNull();
        collection.Key.Grants.Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("UnsupportedOperationException", 400, AbsenceKind.Unsupported)]
    [InlineData("UnknownOperationException", 400, AbsenceKind.Unsupported)]
    [InlineData("NotImplemented", 501, AbsenceKind.Unsupported)]
    [InlineData("KMSInvalidStateException", 400, AbsenceKind.Failed)]
    [InlineData("NotFoundException", 400, AbsenceKind.NotFound)]
    [InlineData("UnrecognizedClientException", 400, AbsenceKind.Denied)]
    [InlineData("ExpiredTokenException", 400, AbsenceKind.Denied)]
    [InlineData("KMSInternalException", 500, AbsenceKind.Failed)]
    public async Task Collect_ErrorOnRotationStatus_IsSortedByItsMeaning(string code, int status, AbsenceKind kind)
    {
        var world = Worlds.Account().Key(Names.Key).Error("kms:GetKeyRotationStatus", code, error => error with { Status = status });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        var absence = collection.Key.RotationStatus.Absence!;
        absence.Kind.ShouldBe(kind);
        absence.ErrorCode.ShouldBe(code);
        absence.Cause.ShouldContain("kms:GetKeyRotationStatus");
    }
}
