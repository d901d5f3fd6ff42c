using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>
/// A template of CloudFormation as JSON, with its short forms written out: <c>!Ref X</c> is <c>{"Ref":"X"}</c>, <c>!Sub X</c> is <c>{"Fn::Sub":"X"}</c>
/// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html).
/// </summary>
internal sealed class CloudFormationTemplate
{
    private CloudFormationTemplate(JsonObject root) => Root = root;

    public JsonObject Root { get; }

    public IEnumerable<KeyValuePair<string, JsonObject>> Resources => Root["Resources"]!.AsObject().Select(entry => KeyValuePair.Create(entry.Key, entry.Value!.AsObject()));

    public static CloudFormationTemplate Read(string name)
    {
        using var reader = File.OpenText(Repository.PathOf("infra", "aws", name));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return new CloudFormationTemplate(ToJson(yaml.Documents.ShouldHaveSingleItem().RootNode)!.AsObject());
    }

    public JsonObject Properties(string resource) => Root["Resources"]![resource]!["Properties"]!.AsObject();

    /// <summary>The policies written into a role: every action that any of them allows.</summary>
    public IEnumerable<string> ActionsOf(string role) => StatementsOf(role).SelectMany(statement => statement["Action"] is JsonArray actions ? Texts(actions) : [statement["Action"]!.ToString()]);

    /// <summary>The statements of a role's own policies, or of a policy that is a resource by itself.</summary>
    public IEnumerable<JsonObject> StatementsOf(string resource) =>
        (Properties(resource)["Policies"]?.AsArray() ?? [Properties(resource).DeepClone()]).SelectMany(policy => policy!["PolicyDocument"]!["Statement"]!.AsArray()).Select(statement => statement!.AsObject());

    public static IEnumerable<string> Texts(JsonNode? array) => array!.AsArray().Select(entry => entry!.ToString());

    private static JsonNode? ToJson(YamlNode node)
    {
        JsonNode? plain = node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, ToJson(child.Value)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Select(ToJson)]),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
            YamlScalarNode scalar => JsonValue.Create(scalar.Value),
            _ => throw new JsonException($"{node.GetType().Name} in line {node.Start.Line}."),
        };
        return node.Tag is { IsEmpty: false, IsLocal: true } tag ? Function(tag.Value[1..], plain) : plain;
    }

    private static JsonObject Function(string name, JsonNode? argument) => name switch
    {
        "Ref" or "Condition" => new JsonObject { [name] = argument },
        "GetAtt" => new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. argument!.ToString().Split('.', 2).Select(part => JsonValue.Create(part))]) },
        _ => new JsonObject { ["Fn::" + name] = argument },
    };
}
