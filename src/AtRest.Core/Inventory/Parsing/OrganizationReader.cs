using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Camunda.Inventory;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads organizations. The IDs of organizations and clusters must be unique in the inventory.</summary>
internal sealed partial class OrganizationReader
{
    private static readonly ImmutableArray<string> Names = ["id", "name", "plan", "camunda", "aws", "clusters", "waivers"];

    private readonly ErrorLog log;
    private readonly UniqueIds ids;
    private readonly ClusterReader clusterReader;

    public OrganizationReader(ErrorLog log)
    {
        this.log = log;
        ids = new UniqueIds("organization ID", log);
        clusterReader = new ClusterReader(log);
    }

    public Organization? Read(SourceNode node)
    {
        if (ObjectReader.Open(node, "An organization", Names, log) is not { } reader)
        {
            return null;
        }

        var id = ReadId(reader);
        var name = reader.RequiredText("name");
        var plan = reader.OptionalText("plan")?.ToLowerInvariant();
        var camunda = reader.Optional("camunda") is { } access ? CamundaAccessReader.Read(access, log) : null;
        var aws = reader.List("aws", new AwsAccountReader(log).Read);
        var clusters = reader.List("clusters", clusterReader.Read);
        var waivers = reader.List("waivers", new WaiverReader(ClusterIds(reader), log).Read);
        return id is null || name is null ? null : new Organization
        {
            Id = id,
            Name = name,
            Plan = plan,
            Camunda = camunda,
            Aws = aws,
            Clusters = clusters,
            Waivers = waivers,
        };
    }

    private string? ReadId(ObjectReader reader)
    {
        var id = reader.RequiredText("id");
        if (id is null)
        {
            return null;
        }

        var node = reader.Node.Find("id")!;
        if (!IdPattern().IsMatch(id))
        {
            log.Error(node, $"{Wording.Quote(id)} is not a valid organization ID. The ID is used in paths and URLs.", "1 to 63 characters of a-z, 0-9 and '-', not starting with '-'");
        }

        ids.Add(id, node);
        return id;
    }

    /// <summary>The IDs as written, so that an error in a cluster does not cause a warning for its waivers.</summary>
    private static ImmutableHashSet<string> ClusterIds(ObjectReader reader) =>
        [.. reader.Optional("clusters")?.Children.Select(cluster => cluster.Find("id")?.Text).OfType<string>() ?? []];

    // \z, because $ would allow a final line break.
    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex IdPattern();
}
