using System.Text;

namespace AtRest.Reports.Oscal;

/// <summary>The IDs of controls as OSCAL tokens: a letter, then letters, digits, dots, hyphens and underscores.</summary>
internal static class OscalControlIds
{
    /// <summary>The framework that has a catalogue in OSCAL: its own IDs are used (https://github.com/usnistgov/oscal-content).</summary>
    private const string Nist = "NIST SP 800-53";

    /// <summary>The control's ID: <c>sc-28.1</c> for NIST's SC-28(1), for others with the framework: <c>pci-dss-4.0.1_3.7.4</c>.</summary>
    public static string Of(string framework, string control) => framework.StartsWith(Nist, StringComparison.Ordinal)
        ? control.ToLowerInvariant().Replace("(", ".", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal)
        : $"{Token(framework)}_{Token(control)}";

    /// <summary>The statement of the control, which is what is judged.</summary>
    public static string StatementOf(string framework, string control) => Of(framework, control) + "_smt";

    private static string Token(string text)
    {
        var token = new StringBuilder();
        foreach (var character in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character) || character == '.')
            {
                token.Append(character);
            }
            else if (token.Length > 0 && token[^1] != '-')
            {
                token.Append('-');
            }
        }

        return token.ToString().Trim('-', '.').Replace(".-", "-", StringComparison.Ordinal);
    }
}
