using System.Collections.Immutable;
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
    /// <summary>Keeps names readable in any script. Escapes what could break out of a page or change the order of a line's characters.</summary>
    public static JavaScriptEncoder Encoder { get; } = CreateEncoder();

    /// <summary>For lines of JSON, and for reading.</summary>
    public static ReportJsonContext SingleLine { get; } = new(Options(writeIndented: false));

    /// <summary>For files. Rows of lists are lines.</summary>
    public static ReportJsonContext Indented { get; } = new(Lines(Options(writeIndented: true)));

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
        Encoder = Encoder,
        Converters = { new TextConverter(), new UtcTimeConverter(), new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>The types of which each value is a line.</summary>
    private static JsonSerializerOptions Lines(JsonSerializerOptions options)
    {
        options.Converters.Add(new LineConverter<FindingElement>(SingleLine.FindingElement));
        options.Converters.Add(new LineConverter<AdviceElement>(SingleLine.AdviceElement));
        options.Converters.Add(new LineConverter<StatementElement>(SingleLine.StatementElement));
        options.Converters.Add(new LineConverter<EvidenceElement>(SingleLine.EvidenceElement));
        options.Converters.Add(new LineConverter<KeyCostElement>(SingleLine.KeyCostElement));
        options.Converters.Add(new LineConverter<CostPartElement>(SingleLine.CostPartElement));
        options.Converters.Add(new LineConverter<CallCountElement>(SingleLine.CallCountElement));
        options.Converters.Add(new LineConverter<PriceElement>(SingleLine.PriceElement));
        options.Converters.Add(new LineConverter<KeyPolicyElement>(SingleLine.KeyPolicyElement));
        options.Converters.Add(new LineConverter<ControlFailureElement>(SingleLine.ControlFailureElement));
        options.Converters.Add(new LineConverter<ControlGapElement>(SingleLine.ControlGapElement));
        options.Converters.Add(new LineConverter<IEnumerable<string>>(SingleLine.IEnumerableString));
        options.Converters.Add(new LineConverter<ImmutableArray<string>>(SingleLine.ImmutableArrayString));
        options.Converters.Add(new LineConverter<ImmutableArray<int>>(SingleLine.ImmutableArrayInt32));
        return options;
    }

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
