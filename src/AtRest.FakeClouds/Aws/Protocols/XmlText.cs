using System.Xml;
using System.Xml.Linq;

namespace AtRest.FakeClouds.Aws.Protocols;

/// <summary>XML bodies.</summary>
internal static class XmlText
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";

    public static string Write(XElement root) => $"{Declaration}\n{root.ToString(SaveOptions.DisableFormatting)}";

    /// <summary>An element with text. Characters that XML does not allow become question marks: callers can send them, and errors quote them.</summary>
    public static XElement Element(XName name, string text) =>
        new(name, string.Concat(text.Select(character => XmlConvert.IsXmlChar(character) ? character : '?')));
}
