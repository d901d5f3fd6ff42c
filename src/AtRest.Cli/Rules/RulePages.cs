using AtRest.Cli.Presentation;
using AtRest.Reports;

namespace AtRest.Cli.Rules;

/// <summary>Where the pages of the rules are: at an address, if one is set or built in, and in the program itself (<see cref="RulePage"/>).</summary>
internal sealed class RulePages
{
    /// <summary>The setting with the address of the pages.</summary>
    public const string Setting = "AtRest__RulePages";

    private const string Placeholder = "{id}";

    private readonly string? address;

    private RulePages(string? address) => this.address = address;

    /// <summary>Reads the setting. Without it, the address that the build was given is used.</summary>
    /// <exception cref="InvalidInputException">It is not an address.</exception>
    public static RulePages Of(CliEnvironment environment)
    {
        var setting = environment.Variable(Setting)?.Trim();
        if (string.IsNullOrEmpty(setting))
        {
            return new RulePages(ProductVersion.RulePages);
        }

        return Uri.TryCreate(setting.Replace(Placeholder, "KMS-1", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? new RulePages(setting)
            : throw new InvalidInputException(
                $"{Setting}: '{SafeText.Line(setting)}' is not a valid address. Set the address of the folder with the rules' pages, such as https://example.com/docs/rules, or one with {Placeholder} where the rule's ID belongs.");
    }

    /// <summary>The address of a rule's page. Null if no address is known.</summary>
    public string? AddressOf(string rule) => address switch
    {
        null => null,
        _ when address.Contains(Placeholder, StringComparison.Ordinal) => address.Replace(Placeholder, rule, StringComparison.Ordinal),
        _ => $"{address.TrimEnd('/')}/{rule}.md",
    };

    /// <summary>The command that prints the pages of rules.</summary>
    public static string CommandFor(IEnumerable<string> rules) => $"atrest rules show {string.Join(' ', rules)}";
}
