using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using AtRest.Core.Evidence.Json;

namespace AtRest.Reports.Json;

/// <summary>How the models are written and read.</summary>
internal static class ReportJson
{
    /// <summary>For files.</summary>
    public static ReportJsonContext Indented { get; } = new(Options(writeIndented: true));

    /// <summary>For lines of JSON.</summary>
    public static ReportJsonContext SingleLine { get; } = new(Options(writeIndented: false));

    /// <summary>For earlier reports: only what a comparison needs (<see cref="ComparedAttribute"/>).</summary>
    public static JsonSerializerOptions Earlier { get; } = new(Options(writeIndented: false))
    {
        TypeInfoResolver = ReportJsonContext.Default.WithAddedModifier(KeepCompared),
    };

    /// <summary>Writes one value and a line end, piece by piece, and flushes the stream.</summary>
    public static async Task WriteAsync<T>(Stream stream, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await JsonSerializer.SerializeAsync(stream, value, type, cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static JsonSerializerOptions Options(bool writeIndented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        WriteIndented = writeIndented,
        NewLine = "\n",
        Encoder = CreateEncoder(),
        Converters = { new TextConverter(), new UtcTimeConverter(), new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    private static void KeepCompared(JsonTypeInfo type)
    {
        // ReportVersion has its own model, and lists have no properties.
        for (var index = type.Properties.Count - 1; type.Type != typeof(ReportVersion) && index >= 0; index--)
        {
            var property = type.Properties[index];
            var compared = property.AttributeProvider?.GetCustomAttributes(typeof(ComparedAttribute), inherit: false).OfType<ComparedAttribute>().FirstOrDefault();
            if (compared is null)
            {
                type.Properties.RemoveAt(index);
            }
            else
            {
                property.IsRequired &= !compared.IsOptional;
            }
        }
    }

    /// <summary>Keeps names readable in any script. Escapes what could break out of a page or change the order of a line's characters.</summary>
    private static JavaScriptEncoder CreateEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);

        // https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
        settings.ForbidCharacters(
            '\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069',
            '\u200B', '\u2060', '\uFEFF');
        return JavaScriptEncoder.Create(settings);
    }
}
