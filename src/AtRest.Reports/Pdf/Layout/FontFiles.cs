using PdfSharp.Fonts;

namespace AtRest.Reports.Pdf.Layout;

/// <summary>
/// The fonts, as files of this project. Inter (https://github.com/rsms/inter) has the SIL Open Font License, DejaVu Sans Mono (https://dejavu-fonts.github.io) the Bitstream Vera
/// license. Both allow embedding.
/// </summary>
internal sealed class FontFiles : IFontResolver
{
    private static readonly Lock Registering = new();

    /// <summary>Gives the fonts to PDFsharp, which has one resolver in a process.</summary>
    public static void Register()
    {
        lock (Registering)
        {
            if (GlobalFontSettings.FontResolver is not FontFiles)
            {
                GlobalFontSettings.FontResolver = new FontFiles();
            }
        }
    }

    public static string FamilyOf(Face face) => face switch
    {
        Face.Text => "Inter-Regular",
        Face.Strong => "Inter-SemiBold",
        Face.Code => "DejaVuSansMono",
        _ => throw new ArgumentOutOfRangeException(nameof(face), face, null),
    };

    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(familyName);

    public byte[] GetFont(string faceName)
    {
        using var stream = typeof(FontFiles).Assembly.GetManifestResourceStream($"fonts/{faceName}.ttf")
            ?? throw new InvalidOperationException($"The embedded font '{faceName}' is missing from this build.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
