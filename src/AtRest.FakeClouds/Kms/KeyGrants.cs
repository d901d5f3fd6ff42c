using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Kms;

/// <summary>The grants of a key.</summary>
internal sealed class KeyGrants(World world)
{
    public JsonObject List(FakeKey key, JsonObject input)
    {
        IEnumerable<(FakeGrant Grant, string Id)> grants = key.Grants.Select((grant, index) => (grant, grant.GrantId ?? AwsIds.Hex($"{key.Arn} {index}")));
        if (input["GrantId"]?.ToString() is { } id)
        {
            grants = grants.Where(entry => entry.Id == id);
        }

        if (input["GranteePrincipal"]?.ToString() is { } grantee)
        {
            grants = grants.Where(entry => entry.Grant.GranteePrincipal == grantee);
        }

        return KmsPage.Of(world, $"grants {key.Arn}", "Grants", [.. grants], input, new(50, 100), entry => Shape(key, entry.Grant, entry.Id));
    }

    private JsonObject Shape(FakeKey key, FakeGrant grant, string id) => JsonProtocol.WithoutNulls(new JsonObject
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
        ["Operations"] = JsonProtocol.Array(grant.Operations),
        ["Constraints"] = Constraints(grant),
    });

    private static JsonObject? Constraints(FakeGrant grant)
    {
        JsonObject constraints = JsonProtocol.WithoutNulls(new JsonObject
        {
            ["EncryptionContextSubset"] = Map(grant.EncryptionContextSubset),
            ["EncryptionContextEquals"] = Map(grant.EncryptionContextEquals),
            ["SourceArn"] = grant.SourceArn,
        });
        return constraints.Count > 0 ? constraints : null;
    }

    private static JsonObject? Map(IReadOnlyDictionary<string, string>? values) =>
        values is null ? null : new JsonObject(values.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
}
