using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>The grants of a key (https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html).</summary>
internal sealed partial class KeyGrants(AwsWorld world)
{
    private const int LongestGrantId = 128;
    private const int LongestPrincipal = 256;

    public JsonObject List(FakeKey key, JsonObject input)
    {
        string? id = InputCheck.Text(input, "GrantId");
        string? grantee = InputCheck.Text(input, "GranteePrincipal");
        string? service = InputCheck.Text(input, "GranteeServicePrincipal");
        string? fault = InputCheck.Fault(id, "GrantId", LongestGrantId, Any())
            ?? InputCheck.Fault(grantee, "GranteePrincipal", LongestPrincipal, Principal())
            ?? InputCheck.Fault(service, "GranteeServicePrincipal", LongestPrincipal, Any());
        if (fault is not null || (grantee is not null && service is not null))
        {
            throw KmsErrors.Validation(fault ?? "You can specify either GranteePrincipal or GranteeServicePrincipal, but not both.");
        }

        (FakeGrant Grant, string Id)[] all = [.. key.Grants.Select((grant, index) => (grant, grant.GrantId ?? StableIds.Hex($"{key.Arn} {index}")))];
        if (id is not null && !GrantId().IsMatch(id) && !all.Any(entry => entry.Id == id))
        {
            throw KmsErrors.InvalidGrantId();
        }

        // A grant for a service has the principal in the first of the two members, too.
        IEnumerable<(FakeGrant Grant, string Id)> grants = all.Where(entry =>
            (id is null || entry.Id == id)
            && (grantee is null || entry.Grant.GranteePrincipal == grantee)
            && (service is null || entry.Grant.GranteeServicePrincipal == service || entry.Grant.GranteePrincipal == service));

        return KmsPage.Of(world, $"grants {key.Arn}", "Grants", [.. grants], input, new(50, 100), entry => Shape(key, entry.Grant, entry.Id));
    }

    private JsonObject Shape(FakeKey key, FakeGrant grant, string id) => JsonShapes.WithoutNulls(new JsonObject
    {
        ["KeyId"] = key.Arn,
        ["GrantId"] = id,
        ["Name"] = grant.Name ?? "",
        ["CreationDate"] = JsonProtocol.Epoch(world.At(grant.CreationDate)),
        ["GranteePrincipal"] = grant.GranteePrincipal,
        ["GranteeServicePrincipal"] = grant.GranteeServicePrincipal,
        ["RetiringPrincipal"] = grant.RetiringPrincipal,
        ["RetiringServicePrincipal"] = grant.RetiringServicePrincipal,
        ["IssuingAccount"] = grant.IssuingAccount ?? $"arn:aws:iam::{key.AccountId}:root",
        ["Operations"] = JsonShapes.Array(grant.Operations),
        ["Constraints"] = Constraints(grant),
    });

    private static JsonObject? Constraints(FakeGrant grant)
    {
        JsonObject constraints = JsonShapes.WithoutNulls(new JsonObject
        {
            ["EncryptionContextSubset"] = Map(grant.EncryptionContextSubset),
            ["EncryptionContextEquals"] = Map(grant.EncryptionContextEquals),
            ["SourceArn"] = grant.SourceArn,
        });
        return constraints.Count > 0 ? constraints : null;
    }

    private static JsonObject? Map(IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : new JsonObject(values.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));

    [GeneratedRegex(@"^[\w+=,.@:/-]+$", RegexOptions.ECMAScript)]
    private static partial Regex Principal();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex GrantId();

    [GeneratedRegex(".*", RegexOptions.Singleline)]
    private static partial Regex Any();
}
