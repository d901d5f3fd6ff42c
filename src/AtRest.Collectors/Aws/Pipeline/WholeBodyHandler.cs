using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// Reads each successful response to its end and checks that it is one complete document. The SDK reads an empty body, an HTML page and some truncated responses as responses in which
/// nothing is set. For a bucket's versioning, "nothing is set" is a valid response.
/// </summary>
internal sealed class WholeBodyHandler : PipelineHandler
{
    /// <summary>The memory that is taken for a body before it is read. Longer ones take more when they arrive.</summary>
    private const int LongestExpected = 256 * 1024;

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var result = await base.InvokeAsync<T>(executionContext);
        var response = executionContext.ResponseContext.HttpResponse;
        using var buffer = new MemoryStream((int)Math.Clamp(response.ContentLength, 0, LongestExpected));
        using (response.ResponseBody)
        {
            var body = await response.ResponseBody.OpenResponseAsync();
            await body.CopyToAsync(buffer, executionContext.RequestContext.CancellationToken);
        }

        var content = buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray();
        ThrowIfBroken(content);
        executionContext.ResponseContext.HttpResponse = new BufferedResponse(response, content);
        return result;
    }

    private static void ThrowIfBroken(byte[] content)
    {
        try
        {
            var start = content.AsSpan().TrimStart(" \t\r\n"u8);
            if (start.StartsWith("{"u8))
            {
                var reader = new Utf8JsonReader(content);
                while (reader.Read())
                {
                    // A document that was cut off is recognized only at its end.
                }

                return;
            }

            if (start.StartsWith("<"u8) && !RootOf(content).Equals("html", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }
        catch (Exception exception) when (exception is JsonException or XmlException)
        {
            throw new MalformedAnswerException($"The response is cut off or malformed: {exception.Message}");
        }

        throw new MalformedAnswerException(content.Length == 0 ? "The response is empty." : "The response is not a valid AWS API response.");
    }

    private static string RootOf(byte[] content)
    {
        using var reader = XmlReader.Create(new MemoryStream(content), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        reader.MoveToContent();
        var root = reader.LocalName;
        while (reader.Read())
        {
            // A document that was cut off is recognized only at its end.
        }

        return root;
    }
}
