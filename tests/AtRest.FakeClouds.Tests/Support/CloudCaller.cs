using System.Net.Http.Headers;
using System.Text;

namespace AtRest.FakeClouds.Tests.Support;

/// <summary>Calls a fake cloud like an AWS client, but with an invalid signature.</summary>
internal sealed record CloudCaller(FakeCloud Cloud)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public string Region { get; init; } = Names.Region;

    public string AccessKeyId { get; init; } = "AKIAIOSFODNN7EXAMPLE";

    public string? Token { get; init; }

    /// <summary>Null: a well-formed header; empty: none.</summary>
    public string? Authorization { get; init; }

    public Task<Answer> KmsAsync(string operation, string body) => JsonAsync("kms", $"TrentService.{operation}", body);

    public Task<Answer> CloudTrailAsync(string operation, string body = "{}") =>
        JsonAsync("cloudtrail", $"com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.{operation}", body);

    public Task<Answer> JsonAsync(string service, string target, string body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, Cloud.Endpoint) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", target);
        return SendAsync(service, request);
    }

    public Task<Answer> StsAsync(params (string Name, string Value)[] input) => QueryAsync("sts", [("Version", "2011-06-15"), .. input]);

    /// <summary>A call in the query protocol.</summary>
    public Task<Answer> QueryAsync(string service, params (string Name, string Value)[] input)
    {
        FormUrlEncodedContent form = new(input.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return SendAsync(service, new HttpRequestMessage(HttpMethod.Post, Cloud.Endpoint) { Content = form });
    }

    public Task<Answer> S3Async(string pathAndQuery, HttpMethod? method = null) =>
        SendAsync("s3", new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(Cloud.Endpoint, pathAndQuery)));

    /// <summary>The same caller with the credentials of a role.</summary>
    public async Task<CloudCaller> AssumeAsync(string roleArn, string? externalId = null)
    {
        (string, string)[] input = [("Action", "AssumeRole"), ("RoleArn", roleArn), ("RoleSessionName", "test")];
        Answer answer = await StsAsync(externalId is null ? input : [.. input, ("ExternalId", externalId)]);
        return this with { AccessKeyId = answer.Text("AccessKeyId")!, Token = answer.Text("SessionToken") };
    }

    private async Task<Answer> SendAsync(string service, HttpRequestMessage request)
    {
        string authorization = Authorization
            ?? $"AWS4-HMAC-SHA256 Credential={AccessKeyId}/20261124/{Region}/{service}/aws4_request, SignedHeaders=host;x-amz-date, Signature={new string('0', 64)}";
        if (authorization.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        request.Headers.Add("X-Amz-Date", "20261124T080000Z");
        if (Token is not null)
        {
            request.Headers.Add("X-Amz-Security-Token", Token);
        }

        using (request)
        {
            using HttpResponseMessage response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
            string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ILookup<string, string> headers = response.Headers
                .SelectMany(header => header.Value.Select(value => (header.Key, value)))
                .ToLookup(pair => pair.Key, pair => pair.value, StringComparer.OrdinalIgnoreCase);
            return new Answer(response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", body, headers);
        }
    }
}
