using System.Globalization;
using System.Text;
using System.Xml;

namespace AtRest.Reports.JUnit;

/// <summary>Writes test suites as https://github.com/windyroad/JUnit-Schema describes them, suite by suite.</summary>
internal sealed class JUnitWriter : IDisposable
{
    private readonly FlushingBuffer buffer;
    private readonly XmlWriter xml;
    private int suites;

    public JUnitWriter(Stream stream)
    {
        buffer = new(stream);
        xml = XmlWriter.Create(buffer.Memory, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" });
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
    }

    /// <summary>Writes a suite.</summary>
    /// <param name="name">What was judged.</param>
    /// <param name="package">What it belongs to.</param>
    /// <param name="at">The time of the audit; null if the same file must give the same bytes whenever it is judged.</param>
    /// <param name="properties">What else is known about it.</param>
    /// <param name="cases">Its rules.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public async Task SuiteAsync(string name, string package, DateTimeOffset? at, IEnumerable<(string Name, string? Value)> properties, IReadOnlyCollection<JUnitCase> cases, CancellationToken cancellationToken)
    {
        xml.WriteStartElement("testsuite");
        Attribute("name", Token(name));
        Attribute("package", Token(package));
        Attribute("id", Number(suites++));
        Attribute("timestamp", (at ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        Attribute("hostname", "localhost");
        Attribute("tests", Number(cases.Count));
        Attribute("failures", Number(cases.Count(one => one.Result == JUnitResult.Failed)));
        Attribute("errors", "0");
        Attribute("skipped", Number(cases.Count(one => one.Result == JUnitResult.Skipped)));
        Attribute("time", "0");
        xml.WriteStartElement("properties");
        foreach (var (property, value) in properties.Where(property => property.Value is not null))
        {
            xml.WriteStartElement("property");
            Attribute("name", property);
            Attribute("value", Line(value!));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        foreach (var one in cases)
        {
            Write(one, $"{package}.{name}");
        }

        // Both are required.
        xml.WriteElementString("system-out", "");
        xml.WriteElementString("system-err", "");
        xml.WriteEndElement();
        xml.Flush();
        await buffer.FlushAsync(cancellationToken);
    }

    /// <summary>Writes the end of the document and flushes the stream.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        xml.WriteEndElement();
        xml.WriteEndDocument();
        xml.Flush();
        buffer.Memory.Write("\n"u8);
        await buffer.EndAsync(cancellationToken);
    }

    public void Dispose() => xml.Dispose();

    private void Write(JUnitCase one, string type)
    {
        xml.WriteStartElement("testcase");
        Attribute("name", Token(one.Name));
        Attribute("classname", Token(type));
        Attribute("time", "0");
        switch (one.Result)
        {
            case JUnitResult.Failed:
                xml.WriteStartElement("failure");
                Attribute("message", Line(one.Message));
                Attribute("type", one.Type);
                xml.WriteString(Valid(one.Text));
                xml.WriteEndElement();
                break;
            case JUnitResult.Skipped:
                xml.WriteStartElement("skipped");
                Attribute("message", Line(one.Message));
                xml.WriteEndElement();
                break;
            case JUnitResult.Passed:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(one), one.Result, null);
        }

        xml.WriteEndElement();
    }

    private void Attribute(string name, string value) => xml.WriteAttributeString(name, value);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A name has at least one character, and single spaces.</summary>
    private static string Token(string text) => Line(text) is { Length: > 0 } token ? token : "(no name)";

    private static string Line(string text) => VisibleText.Line(text);

    /// <summary>Writes out what cannot be seen. What XML 1.0 does not allow (https://www.w3.org/TR/xml/#charsets) is among that.</summary>
    private static string Valid(string text) => VisibleText.Of(text);
}
