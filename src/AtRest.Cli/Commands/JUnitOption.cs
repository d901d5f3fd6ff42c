using System.CommandLine;
using AtRest.Cli.Presentation;
using AtRest.Reports;

namespace AtRest.Cli.Commands;

/// <summary><c>--junit-unknown</c>, which two commands have.</summary>
internal static class JUnitOption
{
    /// <summary>The format that the option belongs to.</summary>
    public const string Format = "junit";

    private static readonly string[] Words = ["failure", "skipped"];

    public static Option<string> Create()
    {
        var option = new Option<string>("--junit-unknown")
        {
            HelpName = "RESULT",
            Description = "What a JUnit file says about a rule that could not be judged: failure or skipped. Default: failure.",
        };
        option.CompletionSources.Add(Words);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && !Words.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"{option.Name}: '{word}' is not allowed.{Suggestions.DidYouMean(word, Words)} Allowed: {string.Join(", ", Words)}.");
            }
        });
        return option;
    }

    /// <summary>The choice; failure without the option.</summary>
    public static JUnitUnknown Of(string? word) => word is null ? JUnitUnknown.Failure : Enum.Parse<JUnitUnknown>(word, ignoreCase: true);
}
