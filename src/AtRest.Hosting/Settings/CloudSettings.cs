using AtRest.Collectors;

namespace AtRest.Hosting.Settings;

/// <summary>The settings of the clouds, the same as on the command line: <c>AtRest:Aws:…</c>, <c>AtRest:Google:…</c>, <c>AWS_…</c>, <c>GOOGLE_…</c>, <c>CAMUNDA_…</c>.</summary>
internal static class CloudSettings
{
    /// <summary>Half of the time for reading a batch, so that lookups of events never cost the batch its other evidence.</summary>
    private static readonly TimeSpan LongestLookups = Audits.AuditSteps.BatchLimit / 2;

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

        return options with { Aws = options.Aws with { LookupTime = LongestLookups } };
    }
}
