using System.Text;
using System.Text.Json.Nodes;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Tests.Webhooks;

public sealed class KeyEventReaderTests
{
    private const string Alias = "alias/camunda";

    /// <summary>Of all relatives, where the call changes what they share.</summary>
    private const string Relatives = "arn:aws:kms:*:111122223333:key/mrk-1a2b3c4d5e6f4a1b8c2d3e4f5a6b7c8d";
    private const string WholeRegion = "arn:aws:kms:eu-central-1:111122223333:key/*";

    [Theory]
    [InlineData("PutKeyPolicy", TestInventory.Primary)]
    [InlineData("CreateGrant", TestInventory.Primary)]
    [InlineData("RevokeGrant", TestInventory.Primary)]
    [InlineData("RetireGrant", TestInventory.Primary)]
    [InlineData("DisableKey", TestInventory.Primary)]
    [InlineData("EnableKey", TestInventory.Primary)]
    [InlineData("DeleteImportedKeyMaterial", TestInventory.Primary)]
    [InlineData("ImportKeyMaterial", TestInventory.Primary)]
    [InlineData("SomethingNewInAws", TestInventory.Primary)]
    [InlineData("ScheduleKeyDeletion", Relatives)]
    [InlineData("CancelKeyDeletion", Relatives)]
    [InlineData("EnableKeyRotation", Relatives)]
    [InlineData("DisableKeyRotation", Relatives)]
    [InlineData("UpdatePrimaryRegion", Relatives)]
    [InlineData("ReplicateKey", Relatives)]
    [InlineData("RotateKeyOnDemand", Relatives)]
    public void Read_Change_IsAboutItsKey(string call, string scope)
    {
        var sample = Read(EventSamples.Call(TestInventory.Primary, call)).Event.ShouldNotBeNull();

        sample.Scopes.ShouldHaveSingleItem().Text.ShouldBe(scope);
        sample.Change.Name.ShouldBe($"kms:{call}");
        sample.Change.Key.ShouldBe(TestInventory.Primary);
    }

    /// <summary>A key store holds any of the keys of its account and region.</summary>
    [Theory]
    [InlineData("ConnectCustomKeyStore")]
    [InlineData("DeleteCustomKeyStore")]
    [InlineData("DisconnectCustomKeyStore")]
    [InlineData("UpdateCustomKeyStore")]
    public void Read_CallOnAKeyStore_IsAboutEveryKeyOfItsRegion(string call)
    {
        var sample = Read(EventSamples.Call(TestInventory.Single, call).With(sample =>
        {
            sample["detail"]!["requestParameters"] = JsonNode.Parse("""{"customKeyStoreId":"cks-1234567890abcdef0"}""");
            sample["detail"]!.AsObject().Remove("responseElements");
            sample["detail"]!["resources"] = new JsonArray();
        })).Event.ShouldNotBeNull();

        sample.Scopes.ShouldHaveSingleItem().Text.ShouldBe(WholeRegion);
    }

    [Theory]
    [InlineData("Decrypt")]
    [InlineData("DescribeKey")]
    [InlineData("GenerateDataKeyWithoutPlaintext")]
    [InlineData("TagResource")]
    [InlineData("UpdateAlias")]
    [InlineData("SynchronizeMultiRegionKey")]
    public void Read_CallThatChangesNothing_IsIgnored(string call) => Ignored(EventSamples.Call(TestInventory.Single, call), call);

    [Fact]
    public void Read_FailedCall_IsIgnored() => Ignored(EventSamples.Sample("failed-call"), "AccessDenied");

    [Fact]
    public void Read_ReadOnlyCall_IsIgnored() => Ignored(EventSamples.Call(TestInventory.Single).With(sample => sample["detail"]!["readOnly"] = true), "only reads");

    [Theory]
    [InlineData("source", "aws.s3")]
    [InlineData("detail-type", "Object Created")]
    public void Read_AnotherEvent_IsIgnored(string property, string value) => Ignored(EventSamples.Call(TestInventory.Single).With(sample => sample[property] = value), "AWS KMS key");

    [Fact]
    public void Read_CallOfAnotherService_IsIgnored() => Ignored(EventSamples.Call(TestInventory.Single).With(sample => sample["detail"]!["eventSource"] = "s3.amazonaws.com"), "AWS KMS key");

    [Theory]
    [InlineData("KMS CMK Rotation")]
    [InlineData("KMS CMK Deletion")]
    [InlineData("KMS Imported Key Material Expiration")]
    public void Read_EventOfKmsItself_IsAboutItsKey(string kind)
    {
        var sample = Read(JsonNode.Parse($$$"""
            {"version":"0","id":"6a7e8feb","detail-type":"{{{kind}}}","source":"aws.kms","account":"111122223333","time":"2026-11-24T16:37:50Z","region":"eu-central-1",
             "resources":["{{{TestInventory.Single}}}"],"detail":{"key-id":"11111111-12ab-34cd-56ef-000000000001"}}
            """)!).Event.ShouldNotBeNull();

        sample.Scopes.ShouldHaveSingleItem().Text.ShouldBe(TestInventory.Single);
        sample.Change.Name.ShouldBe(kind);
    }

    [Fact]
    public void Read_EventOfKmsItselfWithIdOnly_IsAboutItsKey() => Scope(JsonNode.Parse("""
        {"id":"1","detail-type":"KMS Imported Key Material Expiration","source":"aws.kms","account":"111122223333","time":"2026-11-24T16:37:50Z","region":"eu-central-1",
         "resources":[],"detail":{"key-id":"11111111-12ab-34cd-56ef-000000000001"}}
        """)!).ShouldBe(TestInventory.Single);

    [Fact]
    public void Read_ServiceEvent_IsAboutItsKey() => Scope(EventSamples.Call(TestInventory.Single, "DeleteExpiredKeyMaterial").With(sample =>
    {
        sample["detail-type"] = "AWS Service Event via CloudTrail";
        sample["detail"]!["requestParameters"] = null;
    })).ShouldBe(TestInventory.Single);

    [Fact]
    public void Read_RetiredGrantWithoutParameters_IsFoundByItsResource() => Scope(EventSamples.Call(TestInventory.Single, "RetireGrant").With(sample =>
    {
        sample["detail"]!["requestParameters"] = null;
        sample["detail"]!["additionalEventData"] = new JsonObject { ["grantId"] = new string('a', 64) };
    })).ShouldBe(TestInventory.Single);

    [Fact]
    public void Read_KeyById_IsInTheEventsAccountAndRegion() => Scope(Named("11111111-12ab-34cd-56ef-000000000001")).ShouldBe(TestInventory.Single);

    [Fact]
    public void Read_AliasThatTheAnswerResolves_IsThatKey() =>
        Scope(Named(Alias).With(sample => sample["detail"]!["responseElements"] = new JsonObject { ["keyId"] = TestInventory.Single })).ShouldBe(TestInventory.Single);

    [Theory]
    [InlineData(Alias)]
    [InlineData("arn:aws:kms:eu-central-1:111122223333:alias/camunda")]
    [InlineData(null)]
    public void Read_KeyIsNotToBeFound_IsAboutAllOfTheRegion(string? name) => Scope(Named(name)).ShouldBe(WholeRegion);

    /// <summary>KMS records a call on another account's key in both accounts.</summary>
    [Fact]
    public void Read_CallerOfAnotherAccount_IsAboutTheKeysOwnAccount() => Scope(EventSamples.Call(TestInventory.Single, "CreateGrant").With(sample =>
    {
        sample["account"] = "444455556666";
        sample["detail"]!["recipientAccountId"] = "444455556666";
    })).ShouldBe(TestInventory.Single);

    [Fact]
    public void Read_ReplicatedKey_NamesBothAsOne() => Scope(EventSamples.Call(TestInventory.Primary, "ReplicateKey").With(sample =>
        sample["detail"]!["responseElements"] = new JsonObject { ["replicaKeyMetadata"] = new JsonObject { ["arn"] = TestInventory.Replica } })).ShouldBe(Relatives);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""{"id":1,"source":"aws.kms","detail-type":"AWS API Call via CloudTrail","detail":{}}""")]
    [InlineData("""{"id":"\ud800","source":"aws.kms","detail-type":"AWS API Call via CloudTrail","detail":{}}""")]
    public void Read_NoEvent_IsMalformed(string body) => KeyEventReader.Read(Encoding.UTF8.GetBytes(body)).IsMalformed.ShouldBeTrue();

    [Theory]
    [InlineData("""{"id":"1","source":"aws.kms","detail-type":"AWS API Call via CloudTrail","detail":{"eventName":"PutKeyPolicy"}}""")]
    [InlineData("""{"id":"1","source":"aws.kms","detail-type":"AWS API Call via CloudTrail","account":"../..","region":"eu-central-1","detail":{"eventName":"PutKeyPolicy"}}""")]
    [InlineData("""{"id":"1","source":"aws.kms","detail-type":"AWS API Call via CloudTrail","account":"111122223333","region":"a/b","detail":{"eventName":"PutKeyPolicy","resources":7}}""")]
    public void Read_NeitherKeyNorPlace_IsIgnored(string body) => KeyEventReader.Read(Encoding.UTF8.GetBytes(body)).Reason.ShouldContain("names neither a key");

    [Fact]
    public void Read_TextsFromOutside_AreShortAndOfOneLine()
    {
        var sample = Read(EventSamples.Call(TestInventory.Single).With(sample => sample["detail"]!["userIdentity"] = new JsonObject { ["arn"] = $"a\r\nb\u2028{new string('x', 5000)}" })).Event!;

        sample.Change.Principal.ShouldStartWith("a  b xxx");
        sample.Change.Principal!.Length.ShouldBe(EventText.Longest);
    }

    private static JsonNode Named(string? name) => EventSamples.Call(TestInventory.Single).With(sample =>
    {
        sample["detail"]!["requestParameters"] = name is null ? null : new JsonObject { ["keyId"] = name };
        sample["detail"]!["resources"] = new JsonArray();
    });

    private static KeyEventReading Read(JsonNode sample) => KeyEventReader.Read(Encoding.UTF8.GetBytes(sample.ToJsonString()));

    private static string Scope(JsonNode sample) => Read(sample).Event.ShouldNotBeNull().Scopes.ShouldHaveSingleItem().Text;

    private static void Ignored(JsonNode sample, string why)
    {
        var reading = Read(sample);
        reading.Event.ShouldBeNull();
        reading.IsMalformed.ShouldBeFalse();
        reading.Reason.ShouldContain(why);
    }
}
