using System.Net;
using System.Text.RegularExpressions;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Portal.Support;

/// <summary>What a browser does with a page, without a browser: it keeps cookies, and sends forms with their hidden fields. It does not follow redirects.</summary>
internal sealed partial class Visitor(Uri url) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = url };

    /// <summary>By name.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>The <c>Set-Cookie</c> headers of the last response.</summary>
    public List<string> SetCookies { get; } = [];

    public Task<Reply> GetAsync(string path, Action<HttpRequestMessage>? change = null) => SendAsync(HttpMethod.Get, path, null, change);

    /// <summary>Sends a form from a page, with its token.</summary>
    public async Task<Reply> PostAsync(string page, string action, Dictionary<string, string> fields, Action<HttpRequestMessage>? change = null)
    {
        var token = TokenOf((await GetAsync(page)).Body);
        return await SendAsync(HttpMethod.Post, action, new FormUrlEncodedContent(fields.Append(new("form", token))), change);
    }

    public Task<Reply> SignInAsync(string key, string after = "/") => PostAsync("/sign-in", "/sign-in", new() { ["key"] = key, ["return"] = after });

    public static string TokenOf(string page) => WebUtility.HtmlDecode(TokenField().Match(page) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"The page has no form. {page}"));

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Accept", "text/html,application/xhtml+xml");
        if (Cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        change?.Invoke(request);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        SetCookies.Clear();
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            SetCookies.AddRange(cookies);
            foreach (var pair in SetCookies.Select(cookie => cookie.Split(';')[0].Split('=', 2)))
            {
                Cookies[pair[0]] = pair[1];
                if (pair[1].Length == 0)
                {
                    Cookies.Remove(pair[0]);
                }
            }
        }

        return await Reply.OfAsync(response);
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
