using AtRest.Collectors;

namespace AtRest.Hosting.Settings;

/// <summary>The settings of the clouds, the same as on the command line: <c>AtRest:Aws:…</c>, <c>AtRest:Google:…</c>, <c>AWS_…</c>, <c>GOOGLE_…</c>, <c>CAMUNDA_…</c>.</summary>
internal static class CloudSettings
{
    public static CollectorOptions Read(SettingsReader reader)
    {
        var options = CollectorOptions.Read(reader.Text, reader.Problem);
        try
        {
            options.Aws.Check();
        }
        catch (FormatException exception)
        {
            reader.Problem("AWS_ENDPOINT_URL", exception.Message);
        }

        return options;
    }
}
