using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Settings;

/// <summary>Checks the settings <c>Logging:LogLevel:CATEGORY</c> and <c>Logging:PROVIDER:LogLevel:CATEGORY</c>: .NET reads them itself, but stops at a wrong one without saying where it is.</summary>
internal static class LogLevelCheck
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";

    public static void Read(SettingsReader reader)
    {
        foreach (var section in reader.Children(Section).Select(child => child == Levels ? $"{Section}:{Levels}" : $"{Section}:{child}:{Levels}"))
        {
            foreach (var name in reader.Children(section).Select(category => $"{section}:{category}"))
            {
                if (reader.Text(name) is { } level && !Enum.TryParse<LogLevel>(level, ignoreCase: true, out _))
                {
                    reader.Problem(name, $"'{level}' is not a log level. Use one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
                }
            }
        }
    }
}
