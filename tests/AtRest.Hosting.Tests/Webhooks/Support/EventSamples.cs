using System.Text.Json.Nodes;

namespace AtRest.Hosting.Tests.Webhooks.Support;

/// <summary>Events as EventBridge delivers them, made of the sample in the repository.</summary>
internal static class EventSamples
{
    private static readonly string Template = Sample("put-key-policy").ToJsonString();

    public static JsonNode Sample(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "samples", "webhook", name + ".json")))!;

    /// <summary>A call on a key, each time another event.</summary>
    public static JsonNode Call(string keyArn, string call = "PutKeyPolicy", string? id = null)
    {
        var (account, region) = (keyArn.Split(':')[4], keyArn.Split(':')[3]);
        var sample = JsonNode.Parse(Template)!;
        sample["id"] = id ?? Guid.NewGuid().ToString();
        sample["account"] = account;
        sample["region"] = region;
        var detail = sample["detail"]!;
        detail["eventName"] = call;
        detail["awsRegion"] = region;
        detail["recipientAccountId"] = account;
        detail["requestParameters"] = new JsonObject { ["keyId"] = keyArn };
        detail["responseElements"] = null;
        detail["resources"] = new JsonArray(new JsonObject { ["accountId"] = account, ["type"] = "AWS::KMS::Key", ["ARN"] = keyArn });
        return sample;
    }

    public static JsonNode With(this JsonNode sample, Action<JsonNode> change)
    {
        change(sample);
        return sample;
    }

    public static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Functions.sln")))
        {
            root = root.Parent;
        }

        return root?.FullName ?? throw new InvalidOperationException("Functions.sln is in none of the folders above the tests.");
    }
}
