using System.Collections.Immutable;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>A paragraph per finding that needs action: what is wrong, what it does, what to do.</summary>
internal sealed class FindingDetails(IAnsiConsole console)
{
    private const int NamesShown = 5;
    private const int Indent = 4;

    public void Write(FindingGroup group)
    {
        var finding = group.First;
        var heading = new Paragraph()
            .Append(Marks.SymbolOf(finding.Status, console.Profile.Capabilities.Unicode) + " ", Marks.StyleOf(finding.Status))
            .Append(Names(group.Rules), new Style(decoration: Decoration.Bold))
            .Append($" {Marks.WordOf(finding.Severity)}, {Marks.WordOf(finding.Level)}: {Names(group.Clusters)}");
        if (group.Rules.Length == 1)
        {
            heading.Append($" - {finding.Title}");
        }

        console.Write(heading);
        console.WriteLine();
        if (!group.Resources.IsEmpty)
        {
            Indented(Names(group.Resources), Color.Grey);
        }

        Indented(finding.Message);
        if (finding.Consequence is { } consequence)
        {
            Indented(consequence);
        }

        if (finding.Remedy is { } remedy)
        {
            Indented("To do: " + remedy, Color.Aqua);
        }

        if (finding.RemedyCode is { } code)
        {
            Indented(code, Color.Grey, Indent + 2);
        }

        console.WriteLine();
    }

    private void Indented(string text, Color? color = null, int indent = Indent) =>
        console.Write(new Padder(new Text(SafeText.Of(text), color is null ? Style.Plain : new Style(color)), new Padding(indent, 0, 0, 0)));

    private static string Names(ImmutableArray<string> names)
    {
        var shown = SafeText.Line(string.Join(", ", names.Take(NamesShown)));
        return names.Length > NamesShown ? $"{shown} and {names.Length - NamesShown} more" : shown;
    }
}
