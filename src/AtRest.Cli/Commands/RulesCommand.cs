using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Presentation;
using AtRest.Cli.Rules;
using AtRest.Core.Controls;
using AtRest.Core.Rules;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest rules list</c> and <c>atrest rules show ID…</c>: the catalogue, and the page of each rule.</summary>
internal sealed class RulesCommand
{
    /// <summary>Longer lines are hard to read; a list may be wider, since other programs search it.</summary>
    private const int WidestPage = 100;

    private readonly Option<string> framework = new("--framework")
    {
        HelpName = "NAME",
        Description = "List only the rules that map to controls of this framework, with these controls. For example: pci, 'cis aws 5', 'ISO 27001'.",
    };

    private readonly Option<bool> json = new("--json") { Description = "Print a JSON array instead of the table." };

    private readonly Argument<string[]> ids = new("ID") { Arity = ArgumentArity.OneOrMore, Description = "The ID of a rule, such as KMS-2. You can give several." };

    public static Command Create(CliEnvironment environment) => new RulesCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        framework.CompletionSources.Add(_ => ControlCatalog.Frameworks.SelectMany(known => known.Aliases).Select(name => new CompletionItem(name)));
        framework.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && FrameworkSearch.Find(name).IsEmpty)
            {
                var suggestion = FrameworkSearch.Nearest(name) is { } nearest ? $" Did you mean '{nearest}'?" : "";
                result.AddError($"--framework: '{name}' is not a known framework.{suggestion} Known frameworks: {string.Join("; ", ControlCatalog.Frameworks.Select(known => known.Name))}.");
            }
        });
        ids.CompletionSources.Add(_ => RuleCatalog.Descriptors.Select(rule => new CompletionItem(rule.Id)));
        ids.Validators.Add(result =>
        {
            foreach (var id in result.Tokens.Select(token => token.Value).Where(id => Find(id) is null))
            {
                result.AddError($"'{id}' is not the ID of a rule.{RuleSearch.Hint(id)} 'atrest rules list' lists all rules.");
            }
        });

        var list = new CliCommand("list", "List the rules.") { framework, json };
        list.Examples = ["atrest rules list --framework pci", "atrest rules list --json"];
        list.SetAction((parsed, cancellationToken) => ListAsync(parsed, environment, cancellationToken));
        var show = new CliCommand("show", "Show the page of a rule: what it checks, why, and what to do.") { ids };
        show.Examples = ["atrest rules show KMS-2", "atrest rules show KPOL-1 KPOL-4"];
        show.SetAction((parsed, cancellationToken) => ShowAsync(parsed.GetRequiredValue(ids), environment, cancellationToken));
        return new CliCommand("rules", "List and explain the rules.") { list, show };
    }

    private async Task<int> ListAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        ImmutableArray<ControlFramework> frameworks = parsed.GetValue(framework) is { } name ? FrameworkSearch.Find(name) : [];
        var width = Consoles.OnOutput(environment).Profile.Width;
        if (parsed.GetValue(json))
        {
            var shown = frameworks.IsEmpty ? ControlCatalog.Frameworks : frameworks;
            var rules = RuleCatalog.Descriptors.Where(rule => frameworks.IsEmpty || shown.Any(entry => entry.Controls.Any(control => control.Rules.Contains(rule.Id))));
            await environment.Output.WriteLineAsync(RuleJson.Of(rules, shown, RulePages.Of(environment)).AsMemory(), cancellationToken);
            return ExitCode.Compliant;
        }

        var tables = frameworks.IsEmpty ? [RuleText.List(RuleCatalog.Descriptors, width)] : frameworks.Select(entry => RuleText.List(entry, width));
        await WriteAsync(tables, environment, cancellationToken);
        return ExitCode.Compliant;
    }

    private static async Task<int> ShowAsync(IEnumerable<string> wanted, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var pages = RulePages.Of(environment);
        var width = Math.Min(Consoles.OnOutput(environment).Profile.Width, WidestPage);
        await WriteAsync(wanted.Select(id => Find(id)!).Distinct().Select(rule => RuleText.Page(rule, pages, width)), environment, cancellationToken);
        return ExitCode.Compliant;
    }

    /// <summary>Writes texts with an empty line between them.</summary>
    private static async Task WriteAsync(IEnumerable<IEnumerable<string>> texts, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var isFirst = true;
        foreach (var text in texts)
        {
            foreach (var line in isFirst ? text : text.Prepend(""))
            {
                await environment.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
            }

            isFirst = false;
        }
    }

    private static RuleDescriptor? Find(string id) => RuleCatalog.Descriptors.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase));
}
