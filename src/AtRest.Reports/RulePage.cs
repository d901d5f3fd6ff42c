namespace AtRest.Reports;

/// <summary>The pages of the rules (<c>docs/rules</c>), which are part of the program.</summary>
public static class RulePage
{
    /// <summary>The page of a rule, as Markdown.</summary>
    /// <exception cref="InvalidOperationException">The rule has no page.</exception>
    public static string Read(string rule)
    {
        using var stream = typeof(RulePage).Assembly.GetManifestResourceStream($"rules/{rule}.md")
            ?? throw new InvalidOperationException($"The page of rule {rule} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
