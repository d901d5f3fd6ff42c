using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Inventory.Schema;

/// <summary>The schema and the model match, in both directions.</summary>
public sealed class InventorySchemaModelTests
{
    public static TheoryData<string, Type> Definitions => new()
    {
        { "organization", typeof(Organization) },
        { "camundaAccess", typeof(CamundaAccess) },
        { "awsAccount", typeof(AwsAccount) },
        { "awsOrganization", typeof(AwsOrganizationAccess) },
        { "cluster", typeof(Cluster) },
        { "waiver", typeof(Waiver) },
        { "provider", typeof(DeclaredEncryption.Provider) },
        { "software", typeof(DeclaredEncryption.Software) },
        { "hardware", typeof(DeclaredEncryption.Hardware) },
        { "external", typeof(DeclaredEncryption.External) },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_Properties_AreThoseOfTheModel(string definition, Type model) =>
        Names(Definition(definition)["properties"]!).ShouldBe(Properties(model).Select(property => property.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Definition_Required_AreTheModelsNonNullableValues(string definition, Type model) =>
        Definition(definition)["required"]!.AsArray().Select(name => name!.GetValue<string>())
            .ShouldBe(Properties(model).Where(property => property.IsRequired || IsOfEveryDeclaredCluster(model, property.Name)).Select(property => property.Name), ignoreOrder: true);

    /// <summary>Only an undeclared cluster can have no known cloud.</summary>
    private static bool IsOfEveryDeclaredCluster(Type model, string name) => model == typeof(Cluster) && name == "provider";

    [Fact]
    public void Root_Properties_AreThoseOfTheDocumentAndTheSchemasOwn() =>
        Names(InventorySchema.Text()["properties"]!).ShouldBe(["$schema", .. Properties(typeof(InventoryDocument)).Select(property => property.Name).Where(name => name != "sha256")], ignoreOrder: true, "The hash of the text is not a part of it.");

    [Fact]
    public void Definitions_Schema_HasNoOthers() =>
        Names(InventorySchema.Text()["$defs"]!).ShouldBe(Definitions.Select(row => row.Data.Item1), ignoreOrder: true);

    [Fact]
    public void Waiver_Rules_AreTheCataloguesIds() => Words("waiver", "rule").ShouldBe(RuleCatalog.Ids);

    [Fact]
    public void Cluster_Providers_AreTheModels() => Words("cluster", "provider").ShouldBe(Enum.GetNames<CloudProvider>().Select(JsonNamingPolicy.CamelCase.ConvertName));

    private static JsonNode Definition(string name) => InventorySchema.Text()["$defs"]![name]!;

    private static IEnumerable<string> Words(string definition, string property) =>
        Definition(definition)["properties"]![property]!["enum"]!.AsArray().Select(word => word!.GetValue<string>());

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(property => property.Key);

    private static IEnumerable<(string Name, bool IsRequired)> Properties(Type model)
    {
        var nullability = new NullabilityInfoContext();
        return model.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != nameof(DeclaredEncryption.KeyCloud)).Select(property => (
            JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            nullability.Create(property).ReadState == NullabilityState.NotNull && !IsList(property)));
    }

    private static bool IsList(PropertyInfo property) => property.PropertyType.Name.StartsWith("ImmutableArray", StringComparison.Ordinal);
}
