using System.Collections.Immutable;

namespace AtRest.Hosting.Settings;

/// <summary>Settings are not valid. The message lists every problem, each with the setting's name, what is wrong and how to fix it; never a secret.</summary>
public sealed class SettingsException(ImmutableArray<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>A sentence or two each.</summary>
    public ImmutableArray<string> Problems { get; } = problems;
}
