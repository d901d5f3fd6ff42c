using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Google;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>Audits that make every call that an audit ever makes, against clouds that count them: the documented permissions are compared with these calls.</summary>
public abstract class FullAuditTest : CloudTest
{
    /// <summary>The actions of AWS that an audit uses, as IAM names them.</summary>
    protected async Task<IReadOnlyList<string>> AwsPermissionsOfAnAuditAsync(bool withUse)
    {
        // The account's public access block is only read if the bucket has no block, and rotations by hand are only read if there is no automatic rotation.
        var fleet = new Fleet(1, (_, key) => key with { Rotation = new FakeRotationStatus { Enabled = false } }).EventDataStore("lake").WatchedByAlarm().WithoutPublicAccessBlock();
        var inventory = await ArrangeAsync(fleet);

        string[] options = withUse ? ["--lookup-events", "50", "--usage-metrics"] : ["--lookup-events", "0"];
        var result = await AtRestProcess.RunAsync(Settings, ["audit", "--inventory", inventory, "--json", .. options]);

        result.ExitCode.ShouldBeLessThan(3, result.ToString());
        // AWS answers this one without any permission (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
        return [.. Cloud.Calls.Keys.Except(["sts:GetCallerIdentity"])];
    }

    /// <summary>The actions of AWS that an audit uses with the role that reads the policies of an organization.</summary>
    protected async Task<IReadOnlyList<string>> OrganizationPermissionsOfAnAuditAsync()
    {
        var inventory = await ArrangeAsync(new Fleet(1).InOrganization());

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--json");

        result.ExitCode.ShouldBeLessThan(3, result.ToString());
        return [.. Cloud.Calls.Keys.Where(call => call.StartsWith("organizations:", StringComparison.Ordinal))];
    }

    /// <summary>The permissions of Google Cloud that an audit uses, as IAM names them.</summary>
    protected async Task<IReadOnlyList<string>> GooglePermissionsOfAnAuditAsync()
    {
        // A version is asked by itself only where the list has no attestation of it.
        var fleet = new GoogleFleet(key => key with { ProtectionLevel = "HSM", Versions = [new FakeCryptoKeyVersion { Attestation = new FakeAttestation { Missing = true } }] });
        var settings = await ArrangeAsync(fleet);

        var result = await AtRestProcess.RunAsync(settings, "audit", "--inventory", InFolder("inventory.json"), "--json");

        result.ExitCode.ShouldBeLessThan(3, result.ToString());
        return PermissionsOf(Cloud.Calls.Keys);
    }

    /// <summary>The permissions of Google Cloud that an audit uses for the use of keys: of a key that exists, and of one that does not.</summary>
    protected async Task<IReadOnlyList<string>> GooglePermissionsOfKeyUsageAsync(bool exists)
    {
        var settings = await ArrangeAsync(new GoogleFleet(key => key with { Missing = !exists, Versions = [new FakeCryptoKeyVersion { ProtectedResources = [new()] }] }));

        var result = await AtRestProcess.RunAsync(settings, "audit", "--inventory", InFolder("inventory.json"), "--google-key-usage", "--json");

        result.ExitCode.ShouldBeLessThan(3, result.ToString());
        return PermissionsOf(Cloud.Calls.Keys);
    }

    /// <summary>https://docs.cloud.google.com/kms/docs/reference/inventory/rest/v1/projects.locations.keyRings.cryptoKeys/getProtectedResourcesSummary.</summary>
    private static IReadOnlyList<string> PermissionsOf(IEnumerable<string> calls) =>
        [.. calls.Where(call => call != "oauth2:token").Select(call => call == "kmsinventory:getProtectedResourcesSummary" ? "cloudkms.cryptoKeys.get" : call.Replace(':', '.')).Distinct()];
}
