namespace AtRest.EndToEnd.Tests.Support;

/// <summary>The environment of a process: no credentials, profiles or endpoints of the machine that the tests run on.</summary>
internal sealed record CliSettings
{
    public string? WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>With dummy credentials and all of AWS at one address.</summary>
    public static CliSettings For(Uri endpoint) => new()
    {
        Variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIATEST",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
        },
    };

    public CliSettings With(string name, string value) => this with { Variables = new Dictionary<string, string>(Variables) { [name] = value } };

    public void ApplyTo(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsForeign).ToList())
        {
            environment.Remove(name);
        }

        environment["AWS_REGION"] = "eu-central-1";
        environment["AWS_EC2_METADATA_DISABLED"] = "true";
        environment["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent/credentials";
        environment["AWS_CONFIG_FILE"] = "/nonexistent/config";
        environment["CLOUDSDK_CONFIG"] = "/nonexistent/gcloud";
        environment["NO_GCE_CHECK"] = "true";

        // AWS's rate of lookups would make each audit slower. Tests about them turn them on.
        environment["AtRest__Aws__LookupEvents"] = "0";
        foreach (var (name, value) in Variables)
        {
            environment[name] = value;
        }
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("GOOGLE_", StringComparison.Ordinal) || name.StartsWith("AtRest__", StringComparison.Ordinal)
        || name is "NO_COLOR" or "COLUMNS" or "ATREST_DEBUG" or "HTTP_PROXY" or "HTTPS_PROXY" or "http_proxy" or "https_proxy";
}
