using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AtRest.Hosting.Tests.Api.Support;

/// <summary>
/// Sends exactly the bytes that it is given, and reads the answer even if it comes before all of them are sent. HttpClient tidies addresses up,
/// and fails when the server closes the connection before it has read the body.
/// </summary>
internal static class RawHttp
{
    public static Task<Reply> GetAsync(Uri server, string method, string target, string headers) =>
        SendAsync(server, $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n");

    /// <summary>The headers name the body's length, or that it comes in chunks; the body is sent as it is.</summary>
    public static Task<Reply> PostAsync(Uri server, string target, string headers, string body) => SendAsync(server, "POST", target, headers, body);

    /// <summary>As <see cref="PostAsync"/>, with any method.</summary>
    public static Task<Reply> SendAsync(Uri server, string method, string target, string headers, string body) =>
        SendAsync(server, $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n{headers}\r\n{body}");

    /// <summary>The whole request as it is.</summary>
    public static async Task<Reply> SendAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // The server has answered and closed the connection before it read everything. Its answer can be read all the same.
        }

        return Parse(await ReadAsync(stream));
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // Reset after the answer, because bytes of the request were still under way.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static Reply Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = text[..end].Split("\r\n");
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (var line in head.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new Reply((HttpStatusCode)int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, text[(end + 4)..]);
    }
}
