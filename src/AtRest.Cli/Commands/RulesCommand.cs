using System.CommandLine;
using AtRest.Cli.Presentation;
using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest rules list</c> and <c>atrest rules show ID</c>: the catalogue.</summary>
internal static class RulesCommand
{
    private static readonly EncryptionType[] Types = [EncryptionType.Provider, EncryptionType.Software, EncryptionType.Hardware, EncryptionType.External];

    public static Command Create(CliEnvironment environment)
    {
        var framework = new Option<string>("--framework") { HelpName = "NAME", Description = "List only the rules that speak to a control of this framework, with the controls: pci, 'cis aws 5', 'ISO 27001' …" };
        framework.CompletionSources.Add(_ => ControlCatalog.Frameworks.SelectMany(known => known.Aliases).Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        var list = new Command("list", "List the rules.") { framework };
        list.SetAction((parsed, _) => parsed.GetValue(framework) is { } name ? FrameworkList.WriteAsync(name, environment.Output) : ListAsync(environment.Output));
        var id = new Argument<string>("ID") { Description = "The rule's id, such as KMS-2." };
        id.CompletionSources.Add(_ => RuleCatalog.Descriptors.Select(rule => new System.CommandLine.Completions.CompletionItem(rule.Id)));
        var show = new Command("show", "Show a rule, with the controls that it maps to.") { id };
        show.SetAction((parsed, _) => ShowAsync(parsed.GetRequiredValue(id), environment.Output));
        return new Command("rules", "The catalogue of rules.") { list, show };
    }

    private static async Task<int> ListAsync(TextWriter output)
    {
        foreach (var rule in RuleCatalog.Descriptors)
        {
            await output.WriteLineAsync(Line(rule));
        }

        return ExitCode.Compliant;
    }

    internal static string Line(RuleDescriptor rule) => $"{rule.Id,-8} {Marks.WordOf(rule.Level),-11} {Marks.WordOf(rule.Severity),-8} {rule.Title}";

    private static async Task<int> ShowAsync(string id, TextWriter output)
    {
        var rule = RuleCatalog.Descriptors.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidInputException($"There is no rule '{id}'.{Suggestions.DidYouMean(id, RuleCatalog.Descriptors.Select(known => known.Id))} See 'atrest rules list'.");
        var controls = ControlCatalog.Frameworks.SelectMany(framework => framework.Controls
            .Where(control => control.Rules.Contains(rule.Id))
            .Select(control => $"{framework.Name} {control.Id}: {control.Title}{(control.Types.IsEmpty ? "" : $" ({string.Join(", ", control.Types)} only)")}"));
        string[] lines =
        [
            $"{rule.Id}: {rule.Title}",
            $"level       {Marks.WordOf(rule.Level)}",
            $"severity    {Marks.WordOf(rule.Severity)}",
            $"applies to  {AppliesTo(rule)}",
            .. controls.Select(line => $"control     {line}"),
            $"more        docs/rules/{rule.Id}.md",
        ];
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }

        return ExitCode.Compliant;
    }

    private static string AppliesTo(RuleDescriptor rule) => rule.AppliesTo.Types == EncryptionType.None
        ? "organization"
        : string.Join(", ", Types.Where(type => rule.AppliesTo.Covers(type)));
}
