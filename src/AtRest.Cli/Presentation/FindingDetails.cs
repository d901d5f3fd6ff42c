using System.Collections.Immutable;
using AtRest.Core.Audits;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>A paragraph per finding that needs action: what is wrong, what it does, what to do.</summary>
/// <param name="console">Where to.</param>
/// <param name="names">Of the clusters, by id.</param>
internal sealed class FindingDetails(IAnsiConsole console, IReadOnlyDictionary<string, string> names)
{
    /// <summary>In the place of a cluster's name, where a finding is about the organization as a whole.</summary>
    private const string WholeOrganization = "the organization";

    private const int MessagesShown = 3;
    private const int NamesShown = 8;
    private const int ResourcesShown = 3;
    private const int Indent = 4;

    public void Write(FindingGroup group)
    {
        var finding = group.First;
        var clusters = group.Clusters.Select(id => names.GetValueOrDefault(id, id)).Concat(group.ConcernsOrganization ? [WholeOrganization] : []).ToImmutableArray();
        var heading = new Paragraph()
            .Append(Marks.SymbolOf(finding.Status, console.Profile.Capabilities.Unicode) + " ", Marks.StyleOf(finding.Status))
            .Append(Names(group.Rules), new Style(decoration: Decoration.Bold))
            .Append($" {Marks.WordOf(finding.Severity)}, {Marks.WordOf(finding.Level)}: {Names(clusters)}");
        if (group.Rules.Length == 1)
        {
            heading.Append($" - {finding.Title}");
        }

        console.Write(heading);
        console.WriteLine();
        foreach (var resource in group.Resources.Take(ResourcesShown))
        {
            Verbatim(resource, Indent);
        }

        if (group.Resources.Length > ResourcesShown)
        {
            Indented($"and {group.Resources.Length - ResourcesShown} more");
        }

        foreach (var message in group.Messages.Take(MessagesShown))
        {
            Indented(message);
        }

        if (group.Messages.Length > MessagesShown)
        {
            Indented($"and {group.Messages.Length - MessagesShown} more reasons of this kind: the report files hold all.");
        }

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
            Verbatim(code, Indent + 2);
        }

        console.WriteLine();
    }

    private void Indented(string text, Color? color = null) =>
        console.Write(new Padder(new Text(SafeText.Of(text), color is null ? Style.Plain : new Style(color)), new Padding(Indent, 0, 0, 0)));

    /// <summary>Never broken into lines: whoever copies a command or an ARN from the terminal gets it whole.</summary>
    private void Verbatim(string text, int indent)
    {
        foreach (var line in SafeText.Of(text).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            console.Profile.Out.Writer.WriteLine(new string(' ', indent) + line);
        }
    }

    private static string Names(ImmutableArray<string> names)
    {
        var shown = SafeText.Line(string.Join(", ", names.Take(NamesShown)));
        return names.Length > NamesShown ? $"{shown} and {names.Length - NamesShown} more" : shown;
    }
}
