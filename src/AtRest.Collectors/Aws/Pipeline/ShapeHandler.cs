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
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var result = await base.InvokeAsync<T>(executionContext);
        if (ResponseShape.OfRequest(executionContext.RequestContext.OriginalRequest.GetType()) is { } shape)
        {
            // In memory, because AnswerHandler has read it.
            var body = await executionContext.ResponseContext.HttpResponse.ResponseBody.OpenResponseAsync();
            Check(body, shape);
            body.Position = 0;
        }

        return result;
    }

    private static void Check(Stream body, ResponseShape shape)
    {
        if (body.ReadByte() != '{')
        {
            return;
        }

        body.Position = 0;
        using var document = JsonDocument.Parse(body);
        if (!shape.Fits(document.RootElement))
        {
            throw new WrongAnswerException("It does not have the documented form.");
        }
    }
}
