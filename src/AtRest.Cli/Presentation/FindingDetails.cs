using System.Collections.Immutable;
using AtRest.Cli.Rules;
using AtRest.Core.Audits;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>A paragraph for each cause that needs action: what is wrong, what it means, what to do, and where to read more.</summary>
/// <param name="console">Where to.</param>
/// <param name="names">The names of the clusters, by ID.</param>
/// <param name="pages">The pages of the rules.</param>
internal sealed class FindingDetails(IAnsiConsole console, IReadOnlyDictionary<string, string> names, RulePages pages)
{
    /// <summary>Replaces a cluster's name where a finding is about the organization as a whole.</summary>
    private const string WholeOrganization = "the organization";

    private const int MessagesShown = 3;
    private const int NamesShown = 8;
    private const int ResourcesShown = 3;
    private const int PagesShown = 3;
    private const int Indent = 4;

    public void Write(CauseGroup group)
    {
        WriteHeading(group);
        foreach (var resource in group.Resources.Take(ResourcesShown))
        {
            Verbatim(resource, Indent);
        }

        if (group.ResourceCount > ResourcesShown)
        {
            Indented($"and {group.ResourceCount - ResourcesShown} more", Style.Plain);
        }

        foreach (var (clusters, part) in Distinct(group, part => string.Join('\n', part.Messages), part => part))
        {
            WriteMessages(clusters, part);
        }

        foreach (var (clusters, consequence) in Distinct(group, part => part.First.Consequence, part => part.First.Consequence))
        {
            Indented(Label(clusters) + consequence, Style.Plain);
        }

        foreach (var (clusters, finding) in Distinct(group, part => $"{part.First.Remedy}\n{part.First.RemedyCode}", part => part.First))
        {
            WriteRemedy(clusters, finding);
        }

        WritePages(group.Rules);
        console.WriteLine();
    }

    private void WriteHeading(CauseGroup group)
    {
        var finding = group.First;
        var bold = new Style(decoration: Decoration.Bold);
        var weight = $"{Marks.WordOf(finding.Severity)}, {Marks.WordOf(finding.Level)}";
        var subjects = Names(Subjects(group.Clusters, group.ConcernsOrganization));
        Lines.WriteWrapped(console, (0, 2),
        [
            (Marks.SymbolOf(finding.Status, console.Profile.Capabilities.Unicode) + " ", Marks.StyleOf(finding.Status)),
            (Names(group.Rules), bold),
            (group.Rules.Length == 1 ? $" {weight}: {subjects}" : $" (worst: {weight}): {subjects}", Style.Plain),
            (group.Rules.Length == 1 ? $" - {SafeText.Line(finding.Title)}" : "", Style.Plain),
        ]);
    }

    private void WriteMessages(string? clusters, FindingGroup part)
    {
        foreach (var message in part.Messages.Take(MessagesShown))
        {
            Indented(Label(clusters) + message, Style.Plain);
        }

        if (part.MessageCount > MessagesShown)
        {
            Indented($"and {part.MessageCount - MessagesShown} more reasons of this kind. The report files have all of them.", Style.Plain);
        }
    }

    private void WriteRemedy(string? clusters, Finding finding)
    {
        if (finding.Remedy is { } remedy)
        {
            Indented($"To do{(clusters is null ? "" : $" for {clusters}")}: {remedy}", new Style(Color.Aqua));
        }

        if (finding.RemedyCode is { } code)
        {
            Verbatim(code, Indent + 2);
        }
    }

    private void WritePages(ImmutableArray<string> rules)
    {
        var addresses = rules.Select(pages.AddressOf).OfType<string>().ToList();
        if (addresses.Count == 0)
        {
            Verbatim($"More: {RulePages.CommandFor(rules)}", Indent);
            return;
        }

        foreach (var address in addresses.Take(PagesShown))
        {
            Verbatim($"More: {address}", Indent);
        }

        if (addresses.Count > PagesShown)
        {
            Verbatim($"More: {RulePages.CommandFor(rules.Skip(PagesShown))}", Indent);
        }
    }

    /// <summary>The different values of a group's parts, each with the names of its clusters. If all are the same, once and without names.</summary>
    private IEnumerable<(string? Clusters, T Value)> Distinct<T>(CauseGroup group, Func<FindingGroup, string?> key, Func<FindingGroup, T> value)
    {
        var different = group.Parts.Where(part => key(part) is { Length: > 0 }).GroupBy(key).ToList();
        return different.Select(parts => (
            different.Count == 1 ? null : Names(Subjects([.. parts.SelectMany(part => part.Clusters).Distinct()], parts.Any(part => part.ConcernsOrganization))),
            value(parts.First())));
    }

    private ImmutableArray<string> Subjects(ImmutableArray<string> clusters, bool concernsOrganization) =>
        [.. clusters.Select(id => names.GetValueOrDefault(id, id)), .. concernsOrganization ? [WholeOrganization] : Array.Empty<string>()];

    private static string Label(string? clusters) => clusters is null ? "" : $"{clusters}: ";

    private void Indented(string text, Style style)
    {
        foreach (var line in SafeText.Of(text).ReplaceLineEndings("\n").Split('\n'))
        {
            // The lines of a list go on below their text.
            var item = line.StartsWith("- ", StringComparison.Ordinal) ? 2 : 0;
            Lines.WriteWrapped(console, (Indent, Indent + item), line.Replace('\t', ' '), style);
        }
    }

    /// <summary>Never broken into lines, so that commands and ARNs can be copied.</summary>
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
