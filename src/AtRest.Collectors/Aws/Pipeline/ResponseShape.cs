using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>Which JSON values fit a type of the SDK's model. Each type is examined once: an audit reads some responses for every key.</summary>
internal sealed class ResponseShape
{
    private const string Request = "Request";
    private const string Response = "Response";

    private static readonly ConcurrentDictionary<Type, ResponseShape?> Requests = [];
    private static readonly ConcurrentDictionary<Type, ResponseShape> Types = [];

    private readonly Func<JsonElement, bool> fits;

    private ResponseShape(Func<JsonElement, bool> fits) => this.fits = fits;

    /// <summary>The shape of the response of a request of an SDK package; null for requests of AtRest.AwsClients.</summary>
    public static ResponseShape? OfRequest(Type request) => Requests.GetOrAdd(request, static type =>
        type.Assembly == typeof(AtRest.AwsClients.Json.JsonRequest).Assembly || !type.Name.EndsWith(Request, StringComparison.Ordinal)
            ? null
            : type.Assembly.GetType(type.FullName![..^Request.Length] + Response) is { } response ? Of(response) : null);

    /// <summary>Whether the types of a value and of its members are those of the model. Members that the model does not have are ignored, and null fits everything.</summary>
    public bool Fits(JsonElement value) => value.ValueKind == JsonValueKind.Null || fits(value);

    private static ResponseShape Of(Type type) => Types.GetOrAdd(Nullable.GetUnderlyingType(type) ?? type, static known => new ResponseShape(CheckOf(known)));

    private static Func<JsonElement, bool> CheckOf(Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(MemoryStream) || type.IsSubclassOf(typeof(ConstantClass)) => value => value.ValueKind == JsonValueKind.String,
        _ when type == typeof(bool) => value => value.ValueKind is JsonValueKind.True or JsonValueKind.False,

        // Emulators send times as texts.
        _ when type == typeof(DateTime) => value => value.ValueKind is JsonValueKind.Number or JsonValueKind.String,
        _ when type.IsPrimitive => value => value.ValueKind == JsonValueKind.Number,
        _ when IsGeneric(type, typeof(List<>)) => value => value.ValueKind == JsonValueKind.Array && AllItems(value, Of(type.GenericTypeArguments[0])),
        _ when IsGeneric(type, typeof(Dictionary<,>)) => value => value.ValueKind == JsonValueKind.Object && AllMembers(value, Of(type.GenericTypeArguments[1])),
        _ => Members(type),
    };

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    /// <summary>The check of an object. The shapes of its members are found when one is read: a type can contain itself.</summary>
    private static Func<JsonElement, bool> Members(Type type)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .GroupBy(property => property.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.First().PropertyType, StringComparer.Ordinal);
        return value =>
        {
            if (value.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (var member in value.EnumerateObject())
            {
                if (members.TryGetValue(member.Name, out var property) && !Of(property).Fits(member.Value))
                {
                    return false;
                }
            }

            return true;
        };
    }

    private static bool AllItems(JsonElement list, ResponseShape shape)
    {
        foreach (var item in list.EnumerateArray())
        {
            if (!shape.Fits(item))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AllMembers(JsonElement map, ResponseShape shape)
    {
        foreach (var member in map.EnumerateObject())
        {
            if (!shape.Fits(member.Value))
            {
                return false;
            }
        }

        return true;
    }
}
