using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AtRest.FakeClouds;

namespace AtRest.Collectors.Tests.Aws.Remedies;

/// <summary>The answer of a cloud to a command.</summary>
internal sealed record CommandAnswer(int Status, string Body);

/// <summary>Sends commands to a fake cloud as the AWS CLI does, with a role of the account and an invalid signature.</summary>
internal sealed class CommandSender(FakeCloud cloud, string role, string externalId)
{
    private static readonly HttpClient Http = new();

    /// <summary>The prefix of the operation's name in the header that names it (https://docs.aws.amazon.com/kms/latest/APIReference/ and the like).</summary>
    private static readonly ImmutableDictionary<string, string> Targets = ImmutableDictionary<string, string>.Empty
        .Add("kms", "TrentService.")
        .Add("cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.");

    private (string AccessKeyId, string Token)? credentials;

    /// <summary>Null if the cloud does not know the operation.</summary>
    public async Task<CommandAnswer?> SendAsync(ImmutableArray<string> words)
    {
        credentials ??= await AssumeAsync();
        var (service, operation) = (words[1], words[2]);
        using var request = (service, operation) switch
        {
            ("s3api", "get-bucket-lifecycle-configuration") => new HttpRequestMessage(HttpMethod.Get, new Uri(cloud.Endpoint, $"/{words[words.IndexOf("--bucket") + 1]}?lifecycle")),
            _ when Targets.TryGetValue(service, out var target) => Json(target + Pascal(operation), words),
            _ => null,
        };
        if (request is null)
        {
            return null;
        }

        var answer = await SendAsync(request, service == "s3api" ? "s3" : service);
        return answer.Body.Contains("UnknownOperationException", StringComparison.Ordinal) ? null : answer;
    }

    private async Task<(string AccessKeyId, string Token)> AssumeAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, cloud.Endpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Version"] = "2011-06-15",
                ["Action"] = "AssumeRole",
                ["RoleArn"] = role,
                ["RoleSessionName"] = "test",
                ["ExternalId"] = externalId,
            }),
        };
        var answer = XDocument.Parse((await SendAsync(request, "sts")).Body);
        string Text(string name) => answer.Descendants().Single(element => element.Name.LocalName == name).Value;
        return (Text("AccessKeyId"), Text("SessionToken"));
    }

    private async Task<CommandAnswer> SendAsync(HttpRequestMessage request, string service)
    {
        var key = credentials?.AccessKeyId ?? "AKIAIOSFODNN7EXAMPLE";
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={key}/20261124/eu-central-1/{service}/aws4_request, SignedHeaders=host;x-amz-date, Signature={new string('0', 64)}");
        request.Headers.Add("X-Amz-Date", "20261124T080000Z");
        if (credentials is { Token: var token })
        {
            request.Headers.Add("X-Amz-Security-Token", token);
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new CommandAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private HttpRequestMessage Json(string target, ImmutableArray<string> words)
    {
        var body = new JsonObject(Options(words).Select(option => KeyValuePair.Create(Pascal(option.Name[2..]), (JsonNode?)option.Value)));
        var request = new HttpRequestMessage(HttpMethod.Post, cloud.Endpoint) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", target);
        return request;
    }

    /// <summary>The options, without those for the command line itself. A flag has no value.</summary>
    private static IEnumerable<(string Name, string Value)> Options(ImmutableArray<string> words) =>
        from index in Enumerable.Range(3, words.Length - 3)
        where words[index].StartsWith("--", StringComparison.Ordinal) && words[index] is not ("--region" or "--query" or "--output")
        select (words[index], index + 1 < words.Length && !words[index + 1].StartsWith("--", StringComparison.Ordinal) ? words[index + 1] : "true");

    private static string Pascal(string kebab) => string.Concat(kebab.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
