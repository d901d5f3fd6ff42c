using System.Text.RegularExpressions;

namespace AtRest.Hosting.Api.Routes;

/// <summary>
/// The templates of all routes, each in this place only: the pipeline's endpoints and the HTTP triggers of the Functions app are declared with them, and the addresses in answers are made
/// from them. Without a slash in front, as a trigger wants them.
/// </summary>
public static partial class ApiPaths
{
    /// <summary>Everything of the API is below it.</summary>
    public const string Prefix = "api";

    /// <summary>The audits of an organization.</summary>
    public const string Audits = Organization + "/audits";

    /// <summary>One audit.</summary>
    public const string Audit = Audits + "/{audit}";

    /// <summary>The reports of an organization.</summary>
    public const string Reports = Organization + "/reports";

    /// <summary>A file of a report.</summary>
    public const string ReportFile = Reports + "/{report}/{format}";

    /// <summary>The clusters of an organization.</summary>
    public const string Clusters = Organization + "/clusters";

    /// <summary>Audits one cluster now.</summary>
    public const string ClusterReport = Clusters + "/{cluster}/report";

    /// <summary>Takes the events about keys.</summary>
    public const string Webhook = Prefix + "/webhooks/key-policy";

    /// <summary>Both health checks, for a trigger that takes either.</summary>
    public const string Health = HealthPrefix + "/{probe}";

    /// <summary>Whether the process answers.</summary>
    public const string HealthLive = HealthPrefix + "/live";

    /// <summary>Whether the process can do its work.</summary>
    public const string HealthReady = HealthPrefix + "/ready";

    /// <summary>The description of the API.</summary>
    public const string OpenApi = Prefix + "/openapi.json";

    /// <summary>Everything that is not listed above.</summary>
    public const string Anything = "{*path}";

    private const string HealthPrefix = Prefix + "/health";

    private const string Organization = Prefix + "/organizations/{organization}";

    /// <summary>A path on this server: a template with its parameters filled in, in their order. Relative to the host: what a caller's Host header says is not repeated.</summary>
    public static string Of(string template, params string[] values)
    {
        var next = 0;
        return $"/{Parameter().Replace(template, _ => values[next++])}";
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
