using System.Text;
using System.Text.Json.Nodes;

namespace AtRest.Core.Tests.Inventory.Schema;

public sealed class InventorySchemaTests
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(CaseFiles.Repository, "samples", "inventory.json"));

    [Fact]
    public void Schema_SampleInventory_IsValid() => Validate(Sample).ShouldBeEmpty();

    [Theory]
    [InlineData("valid-minimal")]
    [InlineData("rules-judge-these")]
    [InlineData("warnings")]
    public void Schema_InventoryWithoutErrors_IsValid(string name) => InventorySchema.Validate(CaseFiles.Inventory(name)).ShouldBeEmpty();

    [Theory]
    [InlineData("arns")]
    [InlineData("encryption-parts")]
    [InlineData("misspelt")]
    [InlineData("wrong-kinds")]
    [InlineData("ids")]
    [InlineData("empty-object")]
    [InlineData("empty-no-organizations")]
    [InlineData("root-array")]
    public void Schema_InventoryWithErrors_IsInvalid(string name) => InventorySchema.Validate(CaseFiles.Inventory(name)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("\"type\": \"External\"", "\"type\": \"Externl\"")]
    [InlineData("\"roleArn\": \"arn:aws:iam::444455556666:role/tenant-acme-payments\",", "")]
    [InlineData("\"type\": \"Provider\"", "\"type\": \"Provider\", \"primaryKeyArn\": \"arn:aws:kms:eu-central-1:111122223333:key/1\"")]
    [InlineData(":key/mrk-", ":alias/mrk-")]
    [InlineData("\"accountId\": \"111122223333\"", "\"accountId\": \"1\"")]
    [InlineData("\"rule\": \"KMS-6\"", "\"rule\": \"KMS-66\"")]
    [InlineData("\"expires\": \"2027-03-31\"", "\"expires\": \"2027-13-31\"")]
    [InlineData("\"provider\": \"aws\"", "\"provider\": \"azure\"")]
    [InlineData("\"id\": \"acme\"", "\"id\": \"Acme\"")]
    [InlineData("\"name\": \"payments\"", "\"name\": \"\"")]
    [InlineData("\"plan\": \"enterprise\"", "\"plann\": \"enterprise\"")]
    public void Schema_DamagedSample_IsInvalid(string part, string replacement)
    {
        Sample.ShouldContain(part);

        Validate(Sample.Replace(part, replacement, StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    [Fact]
    public void Schema_EveryProperty_IsDescribed()
    {
        var schema = InventorySchema.Text();
        var objects = schema["$defs"]!.AsObject().Select(definition => definition.Value!.AsObject()).Append(schema);

        objects.SelectMany(definition => definition["properties"]!.AsObject()).ShouldAllBe(property => Description(property.Value!).Length > 0);
    }

    private static string Description(JsonNode property) => property["description"]?.GetValue<string>() ?? "";

    private static IReadOnlyList<string> Validate(string inventory) => InventorySchema.Validate(Encoding.UTF8.GetBytes(inventory));
}
