using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Reports;

namespace AtRest.Cli.Rules;

/// <summary>The catalogue as text for a terminal.</summary>
internal static class RuleText
{
    private static readonly ImmutableArray<EncryptionType> Types = [EncryptionType.Provider, EncryptionType.Software, EncryptionType.Hardware, EncryptionType.External];

    private static readonly ImmutableArray<string> Headings = ["ID", "LEVEL", "SEVERITY", "TITLE"];

    private static readonly ImmutableArray<string> ControlHeadings = ["ID", "LEVEL", "SEVERITY", "CONTROLS", "TITLE"];

    /// <summary>A table of rules.</summary>
    public static IEnumerable<string> List(IEnumerable<RuleDescriptor> rules, int width) => TextTable.Lines(Headings, [.. rules.Select(Row)], width);

    /// <summary>A table of the rules that a framework's controls rest on, with these controls.</summary>
    public static IEnumerable<string> List(ControlFramework framework, int width) =>
    [
        framework.Name,
        .. TextTable.Lines(
            ControlHeadings,
            [.. RuleCatalog.Descriptors
                .Select(rule => (Rule: rule, Controls: framework.Controls.Where(control => control.Rules.Contains(rule.Id)).Select(control => control.Id).ToList()))
                .Where(entry => entry.Controls.Count > 0)
                .Select(entry => Row(entry.Rule).Insert(3, string.Join(", ", entry.Controls)))],
            width),
    ];

    /// <summary>A rule's page, with the controls that rest on the rule.</summary>
    public static IEnumerable<string> Page(RuleDescriptor rule, RulePages pages, int width)
    {
        ImmutableArray<ImmutableArray<string>> controls =
        [
            .. ControlCatalog.Frameworks.SelectMany(framework => framework.Controls
                .Where(control => control.Rules.Contains(rule.Id))
                .Select(control => (ImmutableArray<string>)
                [
                    framework.Name,
                    control.Id,
                    control.Title + (control.Types.IsEmpty ? "" : $" ({string.Join(", ", control.Types)} only)"),
                ])),
        ];
        return
        [
            .. MarkdownText.Lines(RulePage.Read(rule.Id), width),
            .. controls.IsEmpty ? [] : TextTable.Lines(["FRAMEWORK", "CONTROL", "TITLE"], controls, width).Prepend("").Prepend("CONTROLS").Prepend(""),
            .. pages.AddressOf(rule.Id) is { } address ? ["", $"Page: {address}"] : Array.Empty<string>(),
        ];
    }

    /// <summary>The types of encryption that a rule is for, or <c>organization</c>.</summary>
    public static IReadOnlyList<string> AppliesTo(RuleDescriptor rule) => rule.AppliesTo.Types == EncryptionType.None
        ? ["organization"]
        : [.. Types.Where(type => rule.AppliesTo.Covers(type)).Select(type => type.ToString())];

    private static ImmutableArray<string> Row(RuleDescriptor rule) => [rule.Id, Marks.WordOf(rule.Level), Marks.WordOf(rule.Severity), rule.Title];
}
