namespace AtRest.Reports.Pdf.Sections;

/// <summary>What a short report leaves out of long lists and texts.</summary>
/// <param name="Text">The longest text.</param>
/// <param name="Names">The number of names in a list.</param>
/// <param name="Rows">The number of rows of the table of frameworks.</param>
/// <param name="Waivers">The number of waivers.</param>
internal sealed record ShortLimits(int Text, int Names, int Rows, int Waivers);
