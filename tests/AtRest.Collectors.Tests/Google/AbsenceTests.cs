using System.Diagnostics;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Google;

[Trait("Measures", "time")]
public sealed class AbsenceTests
{
    private static ScenarioBuilder World => new ScenarioBuilder().CryptoKey(GoogleFleets.Key);

    [Fact]
    public async Task Collect_PermissionMissing_IsDeniedAndNamesIt()
    {
        var key = (await GoogleCollection.RunAsync(World.Deny("cloudkms:cryptoKeys.getIamPolicy").Deny("cloudkms:keyRings.getIamPolicy"), GoogleFleets.Software("acme", GoogleFleets.Key))).Key;

        key.Key.Value.ShouldNotBeNull();
        key.Policy.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        key.Policy.Absence.ErrorCode.ShouldBe("PERMISSION_DENIED");
        key.Policy.Absence.Told().ShouldContain("Grant the permission cloudkms.cryptoKeys.getIamPolicy");
        key.KeyRingPolicy.Absence!.Cause.ShouldContain("cloudkms.keyRings.getIamPolicy");
    }

    [Fact]
    public async Task Collect_KeyDenied_StillReadsTheRest()
    {
        var key = (await GoogleCollection.RunAsync(World.Deny("cloudkms:cryptoKeys.get"), GoogleFleets.Software("acme", GoogleFleets.Key))).Key;

        key.Key.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        key.Key.Absence.Cause.ShouldContain("(or it may not exist)");
        key.Versions.Value.ShouldNotBeNull();
        key.Policy.Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("INVALID_ARGUMENT", 400, AbsenceKind.Failed)]
    [InlineData("FAILED_PRECONDITION", 412, AbsenceKind.Failed)]
    [InlineData("UNIMPLEMENTED", 501, AbsenceKind.Unsupported)]
    [InlineData("UNAUTHENTICATED", 401, AbsenceKind.Denied)]
    public async Task Collect_OtherErrors_HaveTheirKindAndGooglesMessage(string code, int status, AbsenceKind kind)
    {
        var world = World.Error("cloudkms:cryptoKeyVersions.list", code, error => error with { Status = status, Message = "Said so." });

        var absence = (await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", GoogleFleets.Key))).Key.Versions.Absence!;

        absence.Kind.ShouldBe(kind);
        absence.ErrorCode.ShouldBe(code);
        absence.Cause.ShouldContain($"{code}: Said so.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Collect_ApiDisabled_IsReported(bool inProject)
    {
        var world = inProject
            ? World.KmsDisabledProject("camunda")
            : World.Error("cloudkms:*", "PERMISSION_DENIED", error => error with { Status = 403, Reason = "SERVICE_DISABLED", Message = "It is disabled." });

        var key = (await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", GoogleFleets.Key))).Key;

        key.Key.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        key.Key.Absence.Cause.ShouldContain("API is disabled");
        key.Key.Absence.Remedy!.ShouldContain("Enable the Cloud KMS API");
        key.Key.Absence.Cause.ShouldContain("cloudkms.cryptoKeys.get");
    }

    [Fact]
    public async Task Collect_EndpointDoesNotAnswer_EndsSoonForAllKeys()
    {
        string[] keys = [.. Enumerable.Range(1, 200).Select(number => $"{GoogleFleets.Ring}/cryptoKeys/k{number}")];
        var started = Stopwatch.GetTimestamp();

        var clouds = (await GoogleCollection.CollectAsync(GoogleCollection.OptionsFor(new Uri("http://127.0.0.1:9/")), GoogleFleets.Software("acme", keys)))["acme"];

        clouds.Google.CryptoKeys.Count.ShouldBe(200);
        clouds.Google.CryptoKeys.ShouldAllBe(key => (key.Key.Absence!.Kind == AbsenceKind.Failed || key.Key.Absence.Kind == AbsenceKind.NotAttempted) && key.Key.Absence.Cause.Contains("could not be reached"));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
