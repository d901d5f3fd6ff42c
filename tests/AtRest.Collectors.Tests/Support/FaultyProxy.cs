using System.Net;
using AtRest.Tests.Shared;

namespace AtRest.Collectors.Tests.Support;

/// <summary>A proxy that answers some requests itself, with faults that a cloud has rarely or never.</summary>
internal sealed class FaultyProxy : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly HttpClient upstream = new();
    private readonly Func<string, string?, Bad?> fault;
    private readonly Uri target;

    /// <param name="target">Where the other requests go.</param>
    /// <param name="fault">The answer for a path and query and the <c>X-Amz-Target</c> header; null: the request is passed on.</param>
    public FaultyProxy(Uri target, Func<string, string?, Bad?> fault)
    {
        this.target = target;
        this.fault = fault;
        Endpoint = Listen();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        listener.Close();
        upstream.Dispose();
    }

    private Uri Listen()
    {
        var prefix = $"http://127.0.0.1:{FreePort.Next()}/";
        listener.Prefixes.Add(prefix);
        listener.Start();
        return new Uri(prefix);
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        if (fault(context.Request.RawUrl ?? "", context.Request.Headers["X-Amz-Target"]) is { } bad)
        {
            context.Response.StatusCode = bad.Status;
            context.Response.ContentType = bad.ContentType;
            if (bad.RetryAfter is { } seconds)
            {
                context.Response.Headers["Retry-After"] = seconds;
            }

            if (bad.AwsRetryAfter is { } milliseconds)
            {
                context.Response.Headers["x-amz-retry-after"] = milliseconds;
            }

            await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(bad.Body));
            context.Response.Close();
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), new Uri(target, context.Request.RawUrl));
        if (context.Request.HasEntityBody)
        {
            request.Content = new StreamContent(context.Request.InputStream);
        }

        foreach (var name in context.Request.Headers.AllKeys.OfType<string>().Where(name => name is not ("Host" or "Content-Length" or "Connection")))
        {
            _ = request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name])
                || request.Content?.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]) == true;
        }

        using var response = await upstream.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(context.Response.OutputStream);
        context.Response.Close();
    }
}

/// <summary>An answer of the proxy.</summary>
internal sealed record Bad(int Status, string ContentType, string Body)
{
    /// <summary>The header <c>Retry-After</c>, in seconds.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The header <c>x-amz-retry-after</c>, in milliseconds.</summary>
    public string? AwsRetryAfter { get; init; }
}
