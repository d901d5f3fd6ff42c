using System.Buffers;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Answers;

/// <summary>
/// Reads each response to its end before anything else sees it, and checks it. It is directly above the connections of every client, so that no library reads a body without a bound. The
/// bytes are counted after decompression, and the caller's time limit covers the body.
/// </summary>
internal sealed class AnswerHandler(AnswerBounds bounds) : DelegatingHandler
{
    private const int ChunkSize = 32 * 1024;

    /// <summary>Replaces <see cref="AnswerBounds.Largest"/> for one request.</summary>
    public static HttpRequestOptionsKey<int> LargestKey { get; } = new("AtRest.LargestAnswer");

    /// <summary>Receives the bytes of each response.</summary>
    public static HttpRequestOptionsKey<Action<long>> SizeKey { get; } = new("AtRest.AnswerSize");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendWithinHeaderBoundAsync(request, cancellationToken);
        try
        {
            RefuseRedirect(response);
            var content = await ReadAsync(response, LargestOf(request, response), cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                AnswerDocument.Check(content, bounds);
            }
            else
            {
                AnswerDocument.CheckError(content, bounds);
            }

            if (request.Options.TryGetValue(SizeKey, out var receive))
            {
                receive(content.Length);
            }

            Replace(response, content);
            return response;
        }
        catch (HttpIOException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            response.Dispose();
            throw HeadersTooLarge(exception);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Libraries follow redirects themselves: Google.Apis sends the access token to the other address
    /// (https://github.com/googleapis/google-api-dotnet-client/blob/main/Src/Support/Google.Apis.Core/Http/ConfigurableMessageHandler.cs). The AWS SDK gets the response without the address,
    /// because Amazon S3 names the region of a bucket in such a response.
    /// </summary>
    private void RefuseRedirect(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 300 or >= 400)
        {
            return;
        }

        response.Headers.Location = null;
        if (bounds.Form != AnswerForm.JsonObjectOrXml)
        {
            throw new WrongAnswerException($"It is a redirect (HTTP {(int)response.StatusCode}), which AtRest does not follow.");
        }
    }

    /// <summary>Synchronous requests would not be bounded, and AtRest makes none.</summary>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Responses are read asynchronously.");

    private async Task<HttpResponseMessage> SendWithinHeaderBoundAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw HeadersTooLarge(exception);
        }
    }

    private int LargestOf(HttpRequestMessage request, HttpResponseMessage response) =>
        !response.IsSuccessStatusCode ? Math.Min(AnswerBounds.LargestError, bounds.Largest)
        : request.Options.TryGetValue(LargestKey, out var largest) ? largest
        : bounds.Largest;

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int largest, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > largest)
        {
            throw TooLarge(response, largest);
        }

        var buffer = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (await body.ReadAsync(chunk, cancellationToken) is var count && count > 0)
            {
                if (buffer.Length + count > largest)
                {
                    throw TooLarge(response, largest);
                }

                if (buffer.Length + count > AnswerTurn.LargestWithoutTurn && AnswerTurn.Current is { } turn)
                {
                    await turn.TakeAsync(cancellationToken);
                }

                buffer.Write(chunk, 0, count);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new MalformedAnswerException("The response cannot be decompressed: it is cut off or damaged.", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static void Replace(HttpResponseMessage response, ReadOnlyMemory<byte> content)
    {
        var received = response.Content;
        response.Content = new ReadOnlyMemoryContent(content);
        foreach (var header in received.Headers.NonValidated.Where(header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            response.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        received.Dispose();
    }

    private static WrongAnswerException TooLarge(HttpResponseMessage response, int largest) => new(response.IsSuccessStatusCode
        ? $"It is larger than {SizeOf(largest)}, the most that AtRest reads."
        : $"It is an error (HTTP {(int)response.StatusCode}) that is larger than {SizeOf(largest)}, the most that AtRest reads.");

    private static WrongAnswerException HeadersTooLarge(Exception exception) =>
        new($"Its headers are larger than {AnswerBounds.LargestHeaders} KiB, the most that AtRest reads.", exception);

    private static string SizeOf(int bytes) => bytes >= 1024 * 1024 ? $"{bytes / 1024 / 1024} MiB" : $"{bytes / 1024} KiB";
}
