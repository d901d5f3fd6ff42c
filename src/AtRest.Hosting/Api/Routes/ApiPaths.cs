using System.Text.RegularExpressions;

namespace AtRest.Hosting.Api.Routes;

/// <summary>
/// The templates of all routes, each defined only here. The pipeline's endpoints and the HTTP triggers of the Functions app use them, and the addresses in answers are made
/// from them. They have no leading slash, as triggers require.
/// </summary>
public static partial class ApiPaths
{
    /// <summary>The prefix of the API.</summary>
    public const string Prefix = "api";

    /// <summary>The audits of an organization.</summary>
    public const string Audits = Organization + "/audits";

    /// <summary>One audit.</summary>
    public const string Audit = Audits + "/{audit}";

    /// <summary>The batches of an audit.</summary>
    public const string Batches = Audit + "/batches";

    /// <summary>The reports of an organization.</summary>
    public const string Reports = Organization + "/reports";

    /// <summary>A file of a report.</summary>
    public const string ReportFile = Reports + "/{report}/{format}";

    /// <summary>The clusters of an organization.</summary>
    public const string Clusters = Organization + "/clusters";

    /// <summary>Audits one cluster now.</summary>
    public const string ClusterReport = Clusters + "/{cluster}/report";

    /// <summary>One cluster.</summary>
    public const string Cluster = Clusters + "/{cluster}";

    /// <summary>The organizations that the caller can see.</summary>
    public const string Organizations = Prefix + "/organizations";

    /// <summary>An organization at a glance.</summary>
    public const string Overview = Organization + "/overview";

    /// <summary>The waivers of an organization.</summary>
    public const string Waivers = Organization + "/waivers";

    /// <summary>All rules.</summary>
    public const string Rules = Prefix + "/rules";

    /// <summary>One rule.</summary>
    public const string Rule = Rules + "/{rule}";

    /// <summary>The keys of an organization.</summary>
    public const string Keys = Organization + "/keys";

    /// <summary>One key of an organization.</summary>
    public const string Key = Keys + "/{key}";

    /// <summary>The endpoints that get the notifications of an organization.</summary>
    public const string Notifications = Organization + "/notifications";

    /// <summary>One of these endpoints.</summary>
    public const string Notification = Notifications + "/{endpoint}";

    /// <summary>Sends a test message to one of these endpoints.</summary>
    public const string NotificationTest = Notification + "/test";

    /// <summary>The trail of an organization.</summary>
    public const string Trail = Organization + "/trail";

    /// <summary>The keys of the operators.</summary>
    public const string OperatorKeys = Prefix + "/operators/keys";

    /// <summary>One key of the operators.</summary>
    public const string OperatorKey = OperatorKeys + "/{key}";

    /// <summary>The calendar of an organization's next dates, by a key for it.</summary>
    public const string Calendar = Prefix + "/calendar/{key}/calendar.ics";

    /// <summary>Receives the events about keys.</summary>
    public const string Webhook = Prefix + "/webhooks/key-policy";

    /// <summary>Both health checks, for a trigger that takes either.</summary>
    public const string Health = HealthPrefix + "/{probe}";

    /// <summary>Whether the process answers.</summary>
    public const string HealthLive = HealthPrefix + "/live";

    /// <summary>Whether the process can do its work.</summary>
    public const string HealthReady = HealthPrefix + "/ready";

    /// <summary>The description of the API.</summary>
    public const string OpenApi = Prefix + "/openapi.json";

    /// <summary>The public keys of signed reports (https://www.rfc-editor.org/rfc/rfc8615).</summary>
    public const string PublicKeys = ".well-known/atrest-keys.json";

    /// <summary>Everything else.</summary>
    public const string Anything = "{*path}";

    private const string HealthPrefix = Prefix + "/health";

    private const string Organization = Prefix + "/organizations/{organization}";

    /// <summary>A path on this server: a template with its parameters filled in, in order. Relative to the host, so that the client's Host header is not repeated.</summary>
    public static string Of(string template, params string[] values)
    {
        var next = 0;
        return $"/{Parameter().Replace(template, _ => values[next++])}";
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
