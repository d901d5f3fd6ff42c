using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits;

public sealed class AuditStatementsTests
{
    private const string Reported = """{"uuid": "c-payments", "name": "payments", "encryption": {"type": "TYPE", "status": "Ready"}}""";
    private const string Hardware = """{"provider": "gcp", "region": "europe-west1", "=encryption": {"type": "hardware", "cryptoKey": "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k"}}""";
    private const string Software = """{"provider": "gcp", "region": "europe-west1", "=encryption": {"type": "software", "cryptoKey": "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k"}}""";
    private const string Hsm = """{"key": {"primary": {"protectionLevel": "HSM"}}, "versions": {"items": [{"name": "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k/cryptoKeyVersions/3", "state": "ENABLED", "protectionLevel": "HSM", "algorithm": "GOOGLE_SYMMETRIC_ENCRYPTION"}]}}""";
    private const string Previous = """{"previous": {"reportId": "0b9e8d7c-6f5a-8e4d-a3c2-b1a09f8e7d6c", "generatedAt": "2026-10-24T02:00:00Z", "clusters": [{"id": "c-payments", "name": "payments", "verdict": "compliant", "declaredType": "provider", "findings": []}]}}""";

    [Theory]
    [InlineData("{}", "did not call Camunda's API")]
    [InlineData("""{"camunda": {"clusters": {"absent": "failed"}, "regions": {"absent": "failed"}}}""", "returned no usable response")]
    [InlineData("""{"camunda": {"clusters": {"items": []}, "regions": {"items": []}}}""", "does not return this cluster")]
    [InlineData("""{"camunda": {"clusters": {"items": [{"uuid": "c-payments", "name": "payments"}]}, "regions": {"items": []}}}""", "returns this cluster without its encryption")]
    [InlineData("""{"camunda": {"clusters": {"items": [{"uuid": "c-payments", "name": "payments", "encryption": {"type": "External", "status": "Ready"}}]}, "regions": {"items": []}}}""",
        "called on 2026-11-24 12:00 UTC. It reports the encryption type External with the status Ready")]
    public void Statements_Always_SayWhatTheLinkRestsOn(string changes, string expected) => Of(changes)[0].Text.ShouldContain(expected);

    /// <summary>A level is stated with the standard, its status and the evidence, unless a finding contradicts it.</summary>
    [Theory]
    [InlineData(Hardware, Hsm, "FIPS 140-2 Level 3 for Camunda-managed hardware keys. Every enabled version of the declared key has the protection level of a hardware security module (GKMS-2). Since 2026-09-22")]
    [InlineData(Hardware, "{}", null)]
    [InlineData(Hardware, """{"key": {"absent": "denied"}, "versions": {"absent": "denied"}}""", "FIPS 140-2 Level 3 for Camunda-managed hardware keys. This audit could not determine the protection level of the key (GKMS-2). Since 2026-09-22")]
    [InlineData(Hardware, """{"key": {"absent": "notFound"}, "versions": {"absent": "notFound"}}""", null)]
    [InlineData(Software, "{}", "FIPS 140-2 Level 1 for Camunda-managed software keys. Every enabled version of the declared key has the protection level SOFTWARE (GKMS-2). Since 2026-09-22")]
    [InlineData(Software, Hsm, null)]
    public void Level_OfACamundaManagedKey_IsStatedUnlessAFindingContradictsIt(string cluster, string google, string? expected) =>
        Check(Of($$$"""{"cluster": {{{cluster}}}, "google": {{{google}}} }"""), expected);

    [Theory]
    [InlineData("{}", "validated under FIPS 140-3 at Security Level 3 (certificate 4884)")]
    [InlineData("""{"keys": {"primary": {"metadata": {"origin": "EXTERNAL"}}}}""", "certificate 4884")]
    [InlineData("""{"keys": {"primary": {"metadata": {"origin": "EXTERNAL_KEY_STORE"}}}}""", "in a custom key store, outside AWS KMS's own modules: request the FIPS 140-3 certificate")]
    [InlineData("""{"keys": {"primary": {"metadata": {"origin": "AWS_CLOUDHSM"}}}}""", "in a custom key store")]
    [InlineData("""{"keys": {"primary": {"metadata": {"absent": "denied"}}}}""", "could not determine where the material of the primary key is")]
    [InlineData("""{"keys": {"primary": {"metadata": {"origin": "ELSEWHERE"}}}}""", "AtRest has no data about a FIPS 140 certificate")]
    [InlineData("""{"keys": {"primary": {"metadata": {"absent": "notFound"}}}}""", null)]
    [InlineData("""{"keys": {"primary": {"metadata": {"keyManager": "AWS"}}}}""", null)]
    [InlineData("""{"cluster": {"=encryption": {"type": "provider"}}}""", "Camunda's documentation states none for AWS")]
    [InlineData("""{"cluster": {"provider": "gcp", "region": "europe-west1", "=encryption": {"type": "provider"}}}""", "FIPS 140-2 (certificate 4407) for provider-managed keys on Google Cloud. Since 2026-09-22")]
    public void Level_OfOtherKeys_IsThatOfThePlaceOfTheMaterial(string changes, string? expected) =>
        Check(Of(changes), expected);

    /// <summary>A cluster whose type differs from the declared one gets no statement about the declared type.</summary>
    [Theory]
    [InlineData("External")]
    [InlineData("Hardware")]
    public void Statements_OfATypeThatCamundaDenies_AreNotMade(string declared)
    {
        var changes = new JsonObject
        {
            ["camunda"] = JsonNode.Parse($$$"""{"clusters": {"items": [{{{Reported.Replace("TYPE", "Provider", StringComparison.Ordinal)}}}]}, "regions": {"items": []}}"""),
        };
        if (declared == "Hardware")
        {
            changes["cluster"] = JsonNode.Parse(Hardware);
            changes["google"] = JsonNode.Parse(Hsm);
        }

        var texts = Of(changes.ToJsonString()).Select(statement => statement.Text).ToList();

        texts[0].ShouldContain("It reports the encryption type Provider");
        texts.ShouldAllBe(text => !text.Contains("FIPS") && !text.Contains("external key") && !text.StartsWith("Backups"));
    }

    /// <summary>If Camunda reports an unsupported cloud, there is no statement about that cloud or the declared one.</summary>
    [Theory]
    [InlineData("Provider", "gcp", "{}")]
    [InlineData("Provider", "aws", "{}")]
    [InlineData("Hardware", "gcp", Hsm)]
    [InlineData("Software", "gcp", "{}")]
    public void Statements_OfACloudThatAtRestDoesNotKnow_AreNotMade(string type, string provider, string google)
    {
        JsonObject On(string word)
        {
            var region = provider == "gcp" ? "europe-west1" : "eu-central-1";
            var cluster = type == "Provider"
                ? $$$"""{"provider": "{{{provider}}}", "region": "{{{region}}}", "=encryption": {"type": "provider"}}"""
                : type == "Hardware" ? Hardware : Software;
            return (JsonObject)JsonNode.Parse($$$"""
                {
                  "cluster": {{{cluster}}}, "google": {{{google}}},
                  "camunda": {
                    "clusters": {"items": [{"uuid": "c-payments", "name": "payments", "region": {"uuid": "r-1"}, "encryption": {"type": "{{{type}}}", "status": "Ready"}}]},
                    "regions": {"items": [{"uuid": "r-1", "name": "Somewhere", "provider": "{{{word}}}"}]}
                  }
                }
                """)!;
        }

        Of(On("Azure").ToJsonString()).Count(IsOfCloud).ShouldBe(0);
        Of(On(provider).ToJsonString()).Count(IsOfCloud).ShouldBeGreaterThan(0);
    }

    /// <summary>An external key is in AWS KMS, regardless of the cluster's cloud.</summary>
    [Fact]
    public void Statements_OfAnExternalKey_SpeakOfAwsKmsWhicheverCloudHostsTheCluster() => Of("""
        {
          "camunda": {
            "clusters": {"items": [{"uuid": "c-payments", "name": "payments", "region": {"uuid": "r-1"}, "encryption": {"type": "External", "status": "Ready", "primaryKeyArn": "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111"}}]},
            "regions": {"items": [{"uuid": "r-1", "name": "Somewhere", "provider": "Azure"}]}
          }
        }
        """).ShouldContain(statement => statement.Text.Contains("certificate 4884"));

    [Fact]
    public void Statements_OfAnExternalKey_SayWhatItCoversAndWhatNot()
    {
        var texts = Of("{}").Select(statement => statement.Text).ToList();

        texts.ShouldContain(text => text.Contains("covers the cluster's Zeebe and Elasticsearch disks, its documents and its backups"));
        texts.ShouldContain(text => text.Contains("does not cover connector secrets, alerts and the data of Web Modeler"));
        texts.ShouldNotContain(text => text.Contains("under the customer's control"));
    }

    /// <summary>If DECL-7 reports a changed type, the report does not also state that a type cannot change.</summary>
    [Fact]
    public void Statements_WhereTheTypeChanged_DoNotSayThatItCannot()
    {
        Of("{}").ShouldContain(statement => statement.Text.Contains("cannot be changed later"));
        Of(Previous).ShouldNotContain(statement => statement.Text.Contains("cannot be changed later"));
    }

    [Fact]
    public void Statements_AboutWebModeler_DoNotSayWhoseKeysItUses() => Of("{}").ShouldContain(statement => statement.Text.Contains("does not name the owner of those keys"));

    private static bool IsOfCloud(Statement statement) =>
        Array.Exists(["FIPS", "Google", "AWS", "Backups of this cluster"], word => statement.Text.Contains(word, StringComparison.Ordinal));

    private static void Check(ImmutableArray<Statement> statements, string? expected)
    {
        var level = statements.SingleOrDefault(statement => statement.Text.Contains("FIPS", StringComparison.Ordinal))?.Text;
        if (expected is null)
        {
            level.ShouldBeNull();
        }
        else
        {
            level.ShouldNotBeNull().ShouldContain(expected);
        }
    }

    private static ImmutableArray<Statement> Of(string changes) =>
        new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(CaseWorld.With((JsonObject)JsonNode.Parse(changes)!)).Clusters.Single().Statements;
}
