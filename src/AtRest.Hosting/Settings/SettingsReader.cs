using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Settings;

/// <summary>Reads settings (<c>AtRest:Section:Name</c>; as an environment variable <c>AtRest__Section__Name</c>) and collects all problems with them. An empty setting counts as not set.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> problems = [];

    /// <summary>Adds a problem with a setting.</summary>
    public void Problem(string name, string message) => problems.Add($"{name}: {message}");

    public string? Text(string name) => configuration[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>An absolute URL, by default <c>https</c>, or <c>http</c> to a loopback address.</summary>
    public Uri? Url(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            return url;
        }

        Problem(name, "the value is not an https URL (http is allowed only for a loopback address).");
        return null;
    }

    public int Number(string name, int fallback, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Problem(name, $"'{text}' is not a whole number from {least} to {most}.");
        return fallback;
    }

    public bool Flag(string name, bool fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Problem(name, $"'{text}' is neither true nor false.");
        return fallback;
    }

    /// <summary>The names of the settings directly below a section (<c>0</c>, <c>1</c> … for a list), in their order.</summary>
    public IEnumerable<string> Children(string section) => configuration.GetSection(section).GetChildren().Select(child => child.Key);

    /// <exception cref="SettingsException">There was a problem.</exception>
    public void Finish()
    {
        if (problems.Count > 0)
        {
            throw new SettingsException([.. problems]);
        }
    }
}
