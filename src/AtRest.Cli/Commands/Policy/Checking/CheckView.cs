using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.Cli.Rules;
using AtRest.Core.Audits;
using AtRest.Core.Aws;
using AtRest.Core.Rules;
using Spectre.Console;

namespace AtRest.Cli.Commands.Policy.Checking;

/// <summary>Shows the findings about a policy: the verdict, what needs action with the statements quoted, and one line for each rule that passes.</summary>
internal sealed class CheckView
{
    private const int Indent = 4;

    private readonly IAnsiConsole console;
    private readonly RulePages pages;

    public CheckView(CliEnvironment environment)
    {
        console = Consoles.OnOutput(environment);
        pages = RulePages.Of(environment);
    }

    public void Write(PolicyInput input, PolicyCheckResult result)
    {
        Lines.WriteWrapped(console, (0, 2),
        [
            (SafeText.Line(input.Name), new Style(decoration: Decoration.Bold)),
            (" is ", Style.Plain),
            ($"{Marks.SymbolOf(result.Verdict, Unicode)} {Marks.WordOf(result.Verdict).ToUpperInvariant()}", Marks.StyleOf(result.Verdict)),
        ]);
        console.WriteLine();
        foreach (var finding in result.Findings.Where(FindingUrgency.NeedsAction).OrderBy(FindingUrgency.Of))
        {
            WriteFinding(input, finding);
        }

        foreach (var finding in result.Findings.Where(finding => !FindingUrgency.NeedsAction(finding)))
        {
            var passed = finding.Status == FindingStatus.Pass;
            var mark = !passed ? "-" : Unicode ? "✓" : "+";
            Lines.WriteWrapped(console, (0, 2), [($"{mark} ", passed ? Marks.StyleOf(Verdict.Compliant) : Style.Plain), ($"{finding.RuleId} {SafeText.Line(finding.Message)}", Style.Plain)]);
        }
    }

    private bool Unicode => console.Profile.Capabilities.Unicode;

    private void WriteFinding(PolicyInput input, Finding finding)
    {
        Lines.WriteWrapped(console, (0, 2),
        [
            (Marks.SymbolOf(finding.Status, Unicode) + " ", Marks.StyleOf(finding.Status)),
            (finding.RuleId, new Style(decoration: Decoration.Bold)),
            ($" {Marks.WordOf(finding.Severity)}, {Marks.WordOf(finding.Level)}: {finding.Title}", Style.Plain),
        ]);
        Paragraph(finding.Message, Style.Plain);
        foreach (var statement in PolicyCheck.StatementsOf(finding, input.Policy))
        {
            foreach (var line in StatementQuote.Lines(input, statement))
            {
                Verbatim(line, Marks.StyleOf(finding.Status));
            }
        }

        if (finding.Consequence is { } consequence)
        {
            Paragraph(consequence, Style.Plain);
        }

        if (finding.Remedy is { } remedy)
        {
            Paragraph("To do: " + remedy, new Style(Color.Aqua));
        }

        foreach (var line in finding.RemedyCode?.ReplaceLineEndings("\n").Split('\n') ?? [])
        {
            Verbatim("  " + SafeText.Of(line), Style.Plain);
        }

        Verbatim($"More: {pages.AddressOf(finding.RuleId) ?? RulePages.CommandFor([finding.RuleId])}", Style.Plain);
        console.WriteLine();
    }

    private void Paragraph(string text, Style style) => Lines.WriteWrapped(console, (Indent, Indent), SafeText.Line(text), style);

    /// <summary>Never broken into lines, so that it can be copied.</summary>
    private void Verbatim(string line, Style style)
    {
        Lines.WriteWhole(console, new string(' ', Indent) + line, style);
    }
}
