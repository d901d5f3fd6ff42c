using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Aws;
using AtRest.Core.Rules;
using Spectre.Console;

namespace AtRest.Cli.Commands.Policy.Checking;

/// <summary>The findings about a policy for people: the verdict, what needs action with the statements quoted, and what is right, in a line each.</summary>
internal sealed class CheckView
{
    private const int Indent = 4;

    private readonly IAnsiConsole console;
    private readonly bool quiet;

    public CheckView(CliEnvironment environment)
    {
        console = Consoles.OnOutput(environment);
        quiet = !environment.OutputIsTerminal;
    }

    public void Write(PolicyInput input, PolicyCheckResult result)
    {
        console.Write(new Paragraph()
            .Append(SafeText.Line(input.Name), new Style(decoration: Decoration.Bold))
            .Append(" is ")
            .Append($"{Marks.SymbolOf(result.Verdict, Unicode)} {Marks.WordOf(result.Verdict).ToUpperInvariant()}", Marks.StyleOf(result.Verdict)));
        console.WriteLine();
        console.WriteLine();
        foreach (var finding in result.Findings.Where(FindingGroup.NeedsAction).OrderBy(FindingGroup.Urgency))
        {
            WriteFinding(input, finding);
        }

        foreach (var finding in result.Findings.Where(finding => !FindingGroup.NeedsAction(finding)))
        {
            var passed = finding.Status == FindingStatus.Pass;
            var mark = !passed ? "-" : Unicode ? "✓" : "+";
            console.Write(new Paragraph().Append($"{mark} ", passed ? Marks.StyleOf(Verdict.Compliant) : Style.Plain).Append($"{finding.RuleId} {SafeText.Line(finding.Message)}"));
            console.WriteLine();
        }
    }

    private bool Unicode => console.Profile.Capabilities.Unicode;

    private void WriteFinding(PolicyInput input, Finding finding)
    {
        console.Write(new Paragraph()
            .Append(Marks.SymbolOf(finding.Status, Unicode) + " ", Marks.StyleOf(finding.Status))
            .Append(finding.RuleId, new Style(decoration: Decoration.Bold))
            .Append($" {Marks.WordOf(finding.Severity)}, {Marks.WordOf(finding.Level)}: {finding.Title}"));
        console.WriteLine();
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

        console.WriteLine();
    }

    private void Paragraph(string text, Style style)
    {
        if (quiet)
        {
            Verbatim(SafeText.Line(text), style);
        }
        else
        {
            Lines.WriteWrapped(console, (Indent, Indent), SafeText.Line(text), style);
        }
    }

    /// <summary>Never broken into lines: whoever copies it from the terminal gets it whole.</summary>
    private void Verbatim(string line, Style style)
    {
        Lines.WriteWhole(console, new string(' ', Indent) + line, style);
    }
}
