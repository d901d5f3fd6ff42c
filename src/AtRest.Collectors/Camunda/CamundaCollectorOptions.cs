namespace AtRest.Collectors.Camunda;

/// <summary>How AtRest reaches Camunda's Administration API. The defaults are those of Camunda's own SDKs.</summary>
public sealed record CamundaCollectorOptions
{
    public const string DefaultAudience = "api.cloud.camunda.io";

    /// <summary>The Administration API of Camunda 8 SaaS (https://docs.camunda.io/docs/apis-tools/administration-api/authentication/).</summary>
    public static Uri DefaultBaseUrl { get; } = new("https://api.cloud.camunda.io");

    /// <summary><c>CAMUNDA_CONSOLE_BASE_URL</c>; null: <see cref="DefaultBaseUrl"/>.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The API that is read, without a slash at its end: the resource of Camunda's evidence.</summary>
    public string Api => (BaseUrl ?? DefaultBaseUrl).ToString().TrimEnd('/');

    /// <summary><c>CAMUNDA_OAUTH_URL</c>; null: <c>https://login.cloud.camunda.io/oauth/token</c>.</summary>
    public Uri? OAuthUrl { get; init; }

    /// <summary><c>CAMUNDA_CONSOLE_OAUTH_AUDIENCE</c>.</summary>
    public string Audience { get; init; } = DefaultAudience;

    /// <summary>Whether to read the activity log, which shows who created and changed clusters; the setting <c>AtRest:Camunda:Activity</c>.</summary>
    public bool Activity { get; init; }

    /// <summary>The time limit for one attempt, the body of the response included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads the settings that hold client IDs and secrets. Tests replace it.</summary>
    public Func<string, string?> ReadVariable { get; init; } = Environment.GetEnvironmentVariable;
}
