using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// Checks that the values of a JSON response have the types of the SDK's model, before the SDK reads it. The SDK does not check them: it reads a number as a text, and where it expects a list
/// and finds something else, it adds items to the list without an end. The clients of AtRest.AwsClients check the types themselves.
/// </summary>
internal sealed class ShapeHandler : PipelineHandler
{
    private const string Request = "Request";
    private const string Response = "Response";

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var result = await base.InvokeAsync<T>(executionContext);
        if (ResponseOf(executionContext.RequestContext.OriginalRequest.GetType()) is { } type)
        {
            // In memory, because AnswerHandler has read it.
            var body = await executionContext.ResponseContext.HttpResponse.ResponseBody.OpenResponseAsync();
            Check(body, type);
            body.Position = 0;
        }

        return result;
    }

    private static void Check(Stream body, Type type)
    {
        if (body.ReadByte() != '{')
        {
            return;
        }

        body.Position = 0;
        using var document = JsonDocument.Parse(body);
        if (!Fits(document.RootElement, type))
        {
            throw new WrongAnswerException("It does not have the documented form.");
        }
    }

    /// <summary>The response of a request of an SDK package; null for requests of AtRest.AwsClients.</summary>
    private static Type? ResponseOf(Type request) => request.Assembly == typeof(AtRest.AwsClients.Json.JsonRequest).Assembly || !request.Name.EndsWith(Request, StringComparison.Ordinal)
        ? null
        : request.Assembly.GetType(request.FullName![..^Request.Length] + Response);

    private static bool Fits(JsonElement value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value.ValueKind switch
        {
            JsonValueKind.Null => true,
            _ when type == typeof(string) || type == typeof(MemoryStream) || type.IsSubclassOf(typeof(ConstantClass)) => value.ValueKind == JsonValueKind.String,
            _ when type == typeof(bool) => value.ValueKind is JsonValueKind.True or JsonValueKind.False,

            // Emulators send times as texts.
            _ when type == typeof(DateTime) => value.ValueKind is JsonValueKind.Number or JsonValueKind.String,
            _ when type.IsPrimitive => value.ValueKind == JsonValueKind.Number,
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>) =>
                value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => Fits(item, type.GenericTypeArguments[0])),
            _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) =>
                value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member => Fits(member.Value, type.GenericTypeArguments[1])),
            _ => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(member => type.GetProperty(member.Name) is not { } property || Fits(member.Value, property.PropertyType)),
        };
    }
}
