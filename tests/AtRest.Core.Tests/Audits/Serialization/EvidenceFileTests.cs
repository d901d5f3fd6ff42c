using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;

namespace AtRest.Core.Tests.Audits.Serialization;

public sealed class EvidenceFileTests
{
    private const string Minimal = """
        {
          "schemaVersion": "1",
          "auditId": "a",
          "auditedAt": "2026-11-24T08:30:00Z",
          "parameters": {},
          "organization": { "id": "acme", "name": "Acme" },
          "clouds": {}
        }
        """;

    [Fact]
    public void Read_MissingLists_AreEmptyAndNotUninitialized()
    {
        var evidence = Read(Minimal);

        new[]
        {
            evidence.SharedKeys.IsDefault, evidence.Organization.Aws.IsDefault, evidence.Organization.Clusters.IsDefault, evidence.Organization.Waivers.IsDefault,
            evidence.Clouds.Aws.CloudTrail.IsDefault, evidence.Clouds.Aws.LogBuckets.IsDefault,
        }.ShouldAllBe(isDefault => !isDefault);
    }

    [Theory]
    [InlineData("\"auditId\": \"a\"", "\"auditID\": \"a\"", "auditID")]
    [InlineData("\"auditId\": \"a\",", "", "auditId")]
    [InlineData("\"clouds\": {}", "\"clouds\": 7", "$.clouds")]
    public void Read_WrongProperty_IsReportedWithoutTypesOfTheCode(string right, string wrong, string named)
    {
        var message = Should.Throw<EvidenceFormatException>(() => Read(Minimal.Replace(right, wrong, StringComparison.Ordinal))).Message;

        message.ShouldContain(named);
        message.ShouldNotContain("AtRest.Core");
        message.ShouldNotContain(".NET");
    }

    [Fact]
    public void Read_MissingParameter_HasItsDefault() => Read(Minimal).Parameters.RetentionDays.ShouldBe(AuditParameters.DefaultRetentionDays);

    [Fact]
    public void Read_TimeWithOffset_IsUtc() => Read(Minimal.Replace("08:30:00Z", "09:30:00+01:00", StringComparison.Ordinal)).AuditedAt.Offset.ShouldBe(TimeSpan.Zero);

    [Fact]
    public void Write_Cluster_LooksAsInAnInventory()
    {
        var text = Minimal.Replace("\"Acme\"", """
            "Acme", "clusters": [{ "id": "c", "name": "<ü>", "provider": "aws", "region": "eu-west-1", "encryption": { "type": "external",
            "roleArn": "arn:aws:iam::444455556666:role/t", "primaryKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1" } }]
            """, StringComparison.Ordinal);
        using var stream = new MemoryStream();

        EvidenceSerializer.Write(Read(text), stream);

        Encoding.UTF8.GetString(stream.ToArray()).ShouldContain("""
                  {
                    "id": "c",
                    "name": "<ü>",
                    "provider": "aws",
                    "region": "eu-west-1",
                    "encryption": {
                      "type": "external",
                      "roleArn": "arn:aws:iam::444455556666:role/t",
                      "primaryKeyArn": "arn:aws:kms:eu-west-1:111122223333:key/1"
                    }
                  }
            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("", "line 1, column 1")]
    [InlineData("[]", "'schemaVersion'")]
    [InlineData("{ \"schemaVersion\": 1 }", "'schemaVersion'")]
    [InlineData("{ \"schemaVersion\": \"2\" }", "schema version '2'")]
    [InlineData("{ \"schemaVersion\": \"\\ud800\" }", "cannot be read")]
    [InlineData("{\n  \"schemaVersion\": \"1\",\n", "line 3")]
    [InlineData("{ \"schemaVersion\": \"1\" }", "auditId")]
    public void Read_NoEvidence_SaysWhatIsWrong(string text, string expected) => Refusal(text).ShouldContain(expected);

    [Theory]
    [InlineData("\"clouds\": {}", "\"clouds\": { \"keys\": 1 }", "$.clouds.keys")]
    [InlineData("\"clouds\": {}", "\"clouds\": { \"keys\": null }", "$.clouds.keys")]
    [InlineData("\"clouds\": {}", "\"clouds\": null", "clouds")]
    [InlineData("\"clouds\": {}", "\"clouds\": {}, \"clouds\": {}", "clouds")]
    [InlineData("\"clouds\": {}", "\"clouds\": { \"future\": 1 }", "future")]
    [InlineData("\"auditId\": \"a\"", "\"auditId\": \"\\udc00\"", "$.auditId")]
    [InlineData("2026-11-24T08:30:00Z", "yesterday", "ISO 8601")]
    [InlineData("\"Acme\"", "\"Acme\", \"clusters\": [{ \"id\": \"c\", \"name\": \"n\", \"provider\": 0, \"region\": \"r\", \"encryption\": { \"type\": \"provider\" } }]", "provider")]
    [InlineData("\"Acme\"", "\"Acme\", \"clusters\": [{ \"id\": \"c\", \"name\": \"n\", \"provider\": \"aws\", \"region\": \"r\", \"encryption\": { \"type\": \"external\" } }]", "belong to its type")]
    [InlineData("\"Acme\"", "\"Acme\", \"clusters\": [{ \"id\": \"c\", \"name\": \"n\", \"provider\": \"aws\", \"region\": \"r\", \"encryption\": { \"type\": \"software, hardware\" } }]", "belong to its type")]
    [InlineData("\"clouds\": {}", "\"clouds\": {}, \"sharedKeys\": [{ \"keyArn\": \"k\", \"clusters\": [], \"foreignClusters\": 1 }, { \"keyArn\": \"k\", \"clusters\": [], \"foreignClusters\": 2 }]", "'k' appears more than once")]
    public void Read_FaultyPart_NamesIt(string part, string replacement, string expected) =>
        Refusal(Minimal.Replace(part, replacement, StringComparison.Ordinal)).ShouldContain(expected);

    [Fact]
    public void Read_CutAnywhere_IsRefusedAndNeverCrashes()
    {
        for (var length = 0; length < Minimal.TrimEnd().Length; length++)
        {
            Refusal(Minimal[..length]).ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreRefused()
    {
        var bytes = Encoding.Latin1.GetBytes(Minimal.Replace("Acme\"", "Zürich\"", StringComparison.Ordinal));

        Should.Throw<EvidenceFormatException>(() => EvidenceSerializer.Read(new MemoryStream(bytes)));
    }

    private static AuditEvidence Read(string text) => EvidenceSerializer.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static string Refusal(string text) => Should.Throw<EvidenceFormatException>(() => Read(text)).Message;
}
