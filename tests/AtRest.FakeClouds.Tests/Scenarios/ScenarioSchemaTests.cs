using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Aws.EventBridge;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.Organizations;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Azure;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.WebIdentity;
using AtRest.Tests.Shared;

namespace AtRest.FakeClouds.Tests.Scenarios;

public sealed class ScenarioSchemaTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Published");

    private static readonly string SchemaPath = Path.Combine(Folder, "scenario.schema.json");

    private static readonly string SchemaText = File.ReadAllText(SchemaPath);

    private static readonly SchemaFile Schema = new(SchemaPath);

    public static TheoryData<string, Type> Definitions => new()
    {
        { "", typeof(Scenario) },
        { "credential", typeof(FakeCredential) },
        { "account", typeof(FakeAccount) },
        { "kmsRequests", typeof(FakeKmsRequests) },
        { "role", typeof(FakeRole) },
        { "key", typeof(FakeKey) },
        { "multiRegion", typeof(FakeMultiRegion) },
        { "rotationStatus", typeof(FakeRotationStatus) },
        { "rotation", typeof(FakeRotation) },
        { "grant", typeof(FakeGrant) },
        { "lastUsage", typeof(FakeLastUsage) },
        { "keyEvent", typeof(FakeKeyEvent) },
        { "trail", typeof(FakeTrail) },
        { "trailStatus", typeof(FakeTrailStatus) },
        { "eventSelector", typeof(FakeEventSelector) },
        { "advancedEventSelector", typeof(FakeAdvancedEventSelector) },
        { "fieldSelector", typeof(FakeFieldSelector) },
        { "eventDataStore", typeof(FakeEventDataStore) },
        { "bucket", typeof(FakeBucket) },
        { "versioning", typeof(FakeVersioning) },
        { "objectLock", typeof(FakeObjectLock) },
        { "publicAccessBlock", typeof(FakePublicAccessBlock) },
        { "lifecycleRule", typeof(FakeLifecycleRule) },
        { "cryptoKey", typeof(FakeCryptoKey) },
        { "cryptoKeyVersion", typeof(FakeCryptoKeyVersion) },
        { "protectedResources", typeof(FakeProtectedResources) },
        { "retiredCryptoKey", typeof(FakeRetiredCryptoKey) },
        { "attestation", typeof(FakeAttestation) },
        { "iamBinding", typeof(FakeIamBinding) },
        { "keyRing", typeof(FakeKeyRing) },
        { "serviceAccount", typeof(FakeServiceAccount) },
        { "webIdentityTrust", typeof(FakeWebIdentityTrust) },
        { "workloadIdentityProvider", typeof(FakeWorkloadIdentityProvider) },
        { "managedIdentity", typeof(FakeManagedIdentity) },
        { "camunda", typeof(FakeCamunda) },
        { "camundaOrganization", typeof(FakeCamundaOrganization) },
        { "camundaRegion", typeof(FakeCamundaRegion) },
        { "camundaCluster", typeof(FakeCamundaCluster) },
        { "camundaEvent", typeof(FakeCamundaEvent) },
        { "eventRule", typeof(FakeEventRule) },
        { "logGroup", typeof(FakeLogGroup) },
        { "metricFilter", typeof(FakeMetricFilter) },
        { "alarm", typeof(FakeAlarm) },
        { "awsOrganization", typeof(FakeAwsOrganization) },
        { "organizationPolicy", typeof(FakeOrganizationPolicy) },
        { "denial", typeof(FakeDenial) },
        { "error", typeof(FakeError) },
        { "faults", typeof(FakeFaults) },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Schema_Definition_HasTheModelsProperties(string definition, Type model)
    {
        JsonNode schema = JsonNode.Parse(SchemaText)!;
        JsonNode described = definition.Length == 0 ? schema : schema["$defs"]![definition]!;
        JsonPropertyInfo[] properties = [.. ScenarioReader.Options.GetTypeInfo(model).Properties];

        described["properties"]!.AsObject().Select(property => property.Key).ShouldBe(properties.Select(property => property.Name), ignoreOrder: true);
        (described["required"]?.AsArray().Select(name => name!.ToString()) ?? []).ShouldBe(
            properties.Where(property => property.IsRequired).Select(property => property.Name), ignoreOrder: true);
        ((bool)described["additionalProperties"]!).ShouldBeFalse();
    }

    [Fact]
    public void Schema_Definitions_AreAllComparedWithTheModel() =>
        JsonNode.Parse(SchemaText)!["$defs"]!.AsObject()
            .Where(definition => (string?)definition.Value!["type"] == "object")
            .Select(definition => definition.Key)
            .ShouldBe(Definitions.Select(row => row.Data.Item1).Where(name => name.Length > 0), ignoreOrder: true);

    [Fact]
    public async Task Sample_Published_IsValidAndRead()
    {
        string path = Path.Combine(Folder, "scenario.json");
        JsonDocumentOptions liberties = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        string plain = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), documentOptions: liberties)!.ToJsonString();

        Schema.Errors(plain).ShouldBeEmpty();
        (await ScenarioReader.ReadFileAsync(path, TestContext.Current.CancellationToken)).Keys.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("""{ "keys": [{}] }""")]
    [InlineData("""{ "keys": [{ "arn": "x" }] }""")]
    [InlineData("""{ "keyz": [] }""")]
    [InlineData("""{ "keys": [{ "arn": "arn:aws:kms:eu-central-1:111122223333:key/1", "validTo": "tomorrow" }] }""")]
    [InlineData("""{ "faults": { "throttleRate": 2 } }""")]
    [InlineData("""{ "faults": { "down": ["sqs"] } }""")]
    [InlineData("""{ "denied": [{ "operation": "GetKeyPolicy" }] }""")]
    public void Schema_WhatTheReaderRefuses_IsInvalid(string json) => Schema.Errors(json).ShouldNotBeEmpty();
}
