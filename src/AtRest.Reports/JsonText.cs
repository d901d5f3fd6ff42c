using System.Text.Json;
using AtRest.Reports.Json;

namespace AtRest.Reports;

/// <summary>Writes texts from outside into JSON that other systems show: invisible and malformed characters are written out.</summary>
internal static class JsonText
{
    public static JsonWriterOptions SingleLine { get; } = new() { Encoder = ReportJson.Encoder, NewLine = "\n" };

    public static JsonWriterOptions Indented { get; } = SingleLine with { Indented = true, IndentSize = 1 };

    extension(Utf8JsonWriter json)
    {
        /// <summary>A property; nothing for null.</summary>
        public void Text(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, VisibleText.Of(value));
            }
        }

        /// <summary>A property with a list; nothing for an empty list.</summary>
        public void Texts(string name, IEnumerable<string> values)
        {
            var any = false;
            foreach (var value in values)
            {
                if (!any)
                {
                    json.WriteStartArray(name);
                    any = true;
                }

                json.WriteStringValue(VisibleText.Of(value));
            }

            if (any)
            {
                json.WriteEndArray();
            }
        }
    }
}
