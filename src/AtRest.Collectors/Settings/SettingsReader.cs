using System.Globalization;

namespace AtRest.Collectors.Settings;

/// <summary>Reads the settings of a cloud, for the command line and the servers.</summary>
/// <param name="setting">A setting by name; null or empty: not set.</param>
/// <param name="problem">Receives each wrong setting, by name, with what to do.</param>
internal sealed class SettingsReader(Func<string, string?> setting, Action<string, string> problem)
{
    /// <summary>Reads a setting without checking it.</summary>
    public Func<string, string?> Variable => setting;

    public string? Text(string name) => setting(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>A whole number within bounds; null if it is not set or wrong.</summary>
    public int? Number(string name, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        problem(name, $"'{text}' is not a number from {least} to {most}. Correct it, or remove it to use the default.");
        return null;
    }

    /// <summary>Whether a setting is <c>true</c>; not set: false.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
        {
            return false;
        }

        if (!bool.TryParse(text, out var value))
        {
            problem(name, $"'{text}' is neither true nor false. Correct it, or remove the setting.");
        }

        return value;
    }

    public Uri? Url(string name)
    {
        if (setting(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        problem(name, $"'{text}' is not an http or https URL. Correct it, or remove the variable to use the real service.");
        return null;
    }

    /// <summary>Whether all settings have a value. Reports a missing one if others are set: one is of no use without the others.</summary>
    public bool AreAllSet(string section, params (string Name, string? Value)[] settings)
    {
        var set = settings.Where(one => one.Value is not null).ToList();
        if (set.Count > 0 && set.Count < settings.Length)
        {
            var missing = settings.First(one => one.Value is null);
            problem(section + missing.Name, $"it is not set, but {section}{set[0].Name} is. Set both, or neither to use the usual credentials.");
        }

        return set.Count == settings.Length;
    }

    /// <summary>Reports a setting that does not have the right form.</summary>
    public void Check(string name, bool hasForm, string form)
    {
        if (!hasForm)
        {
            problem(name, $"'{Text(name)}' is not of the form {form}. Correct it.");
        }
    }
}
