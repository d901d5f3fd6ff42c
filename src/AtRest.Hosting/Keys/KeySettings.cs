using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Keys;

/// <summary>Settings <c>AtRest:Keys:…</c>: the operators' limits for the keys that people make in the portal and with the API.</summary>
internal sealed record KeySettings
{
    private const int MostKeys = 1000;
    private const int MostDays = 3650;

    /// <summary><c>SelfService</c>: administrators of an organization make and revoke its keys. Otherwise only operators do.</summary>
    public bool SelfService { get; init; } = true;

    /// <summary><c>MostPerOrganization</c>: the largest number of valid keys of an organization, of all kinds together. The same number holds for the keys of operators.</summary>
    public int MostPerOrganization { get; init; } = 20;

    /// <summary><c>LongestDays</c>: the longest time for which a key works, in days.</summary>
    public int LongestDays { get; init; } = 365;

    public static KeySettings Read(SettingsReader reader)
    {
        var defaults = new KeySettings();
        return new()
        {
            SelfService = reader.Flag("AtRest:Keys:SelfService", defaults.SelfService),
            MostPerOrganization = reader.Number("AtRest:Keys:MostPerOrganization", defaults.MostPerOrganization, 1, MostKeys),
            LongestDays = reader.Number("AtRest:Keys:LongestDays", defaults.LongestDays, 1, MostDays),
        };
    }
}
