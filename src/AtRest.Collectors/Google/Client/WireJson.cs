using System.Text.Json;
using Google.Apis;

namespace AtRest.Collectors.Google.Client;

/// <summary>Reads responses strictly as JSON. A truncated response, or a member of another type, is an exception and never a value.</summary>
internal sealed class WireJson : ISerializer
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    public string Format => "json";

    public void Serialize(object obj, Stream target) => JsonSerializer.Serialize(target, obj, Options);

    public string Serialize(object obj) => JsonSerializer.Serialize(obj, Options);

    public T Deserialize<T>(string input) => JsonSerializer.Deserialize<T>(input, Options)!;

    public object Deserialize(string input, Type type) => JsonSerializer.Deserialize(input, type, Options)!;

    public T Deserialize<T>(Stream input) => JsonSerializer.Deserialize<T>(input, Options)!;
}
