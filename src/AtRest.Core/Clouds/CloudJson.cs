using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Json;
using AtRest.Core.Inventory;

namespace AtRest.Core.Clouds;

/// <summary>The JSON form of the evidence of all clouds: as <see cref="EvidenceJson"/>, with the members of every slice side by side and with declared encryption.</summary>
internal static class CloudJson
{
    /// <summary>For hashes.</summary>
    public static JsonSerializerOptions Compact { get; } = Create(EvidenceJson.Compact);

    /// <summary>For files.</summary>
    public static JsonSerializerOptions Indented { get; } = Create(EvidenceJson.Indented);

    private static JsonSerializerOptions Create(JsonSerializerOptions form)
    {
        var options = new JsonSerializerOptions(form) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Flatten, OmitNoEndpoints, DeclaredEncryptionJson.AddProperties } } };
        options.Converters.Add(new DeclaredEncryptionConverter());
        options.MakeReadOnly();
        return options;
    }

    /// <summary>A cluster without endpoints is written as in earlier releases.</summary>
    private static void OmitNoEndpoints(JsonTypeInfo type)
    {
        if (type.Type == typeof(Cluster))
        {
            type.Properties.Single(property => property.Name == "endpoints").ShouldSerialize = (cluster, _) => !((Cluster)cluster).Endpoints.IsDefaultOrEmpty;
        }
    }

    private static void Flatten(JsonTypeInfo type)
    {
        if (type.Type != typeof(CloudEvidence))
        {
            return;
        }

        var own = type.Properties.Where(property => property.Set is not null).ToList();
        type.Properties.Clear();
        foreach (var kind in CloudList.Slices)
        {
            foreach (var member in new DefaultJsonTypeInfoResolver().GetTypeInfo(kind.Type, type.Options).Properties.Where(property => property.Set is not null))
            {
                type.Properties.Add(Member(type, kind, member));
            }
        }

        own.ForEach(type.Properties.Add);
    }

    private static JsonPropertyInfo Member(JsonTypeInfo type, SliceKind kind, JsonPropertyInfo member)
    {
        var property = type.CreateJsonPropertyInfo(member.PropertyType, member.Name);
        var (get, set) = (member.Get!, member.Set!);
        property.Get = clouds => get(((CloudEvidence)clouds).GetOrAdd(kind.Type, kind.Create));
        property.Set = (clouds, value) => set(((CloudEvidence)clouds).GetOrAdd(kind.Type, kind.Create), value);
        (property.IsGetNullable, property.IsSetNullable) = (member.IsGetNullable, member.IsSetNullable);
        property.ShouldSerialize = (_, value) => value is not null;
        return property;
    }
}
