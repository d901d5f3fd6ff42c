using System.Text.Json;
using AtRest.Hosting.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AtRest.Hosting.Api;

/// <summary>Reads the body of a request: nothing, or a JSON object with known members. All errors are collected, each with its place.</summary>
internal static class JsonBody
{
    /// <summary>Reads the value of a member, and adds the errors that it finds.</summary>
    public delegate void MemberReader(JsonElement value, List<ProblemPlace> errors);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>The members of a route that takes no body.</summary>
    public static IReadOnlyDictionary<string, MemberReader> NoMembers { get; } = new Dictionary<string, MemberReader>();

    /// <summary>The problem with the body; null if there is none, and each member that is present was read.</summary>
    public static async Task<Problem?> ReadAsync(HttpRequest request, IReadOnlyDictionary<string, MemberReader> members, CancellationToken cancellationToken)
    {
        // At most the few kilobytes that the route allows.
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.Length == 0 ? null : IsJson(request) ? Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), members) : Problem.UnsupportedMediaType;
    }

    private static bool IsJson(HttpRequest request) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    private static Problem? Parse(ReadOnlyMemory<byte> json, IReadOnlyDictionary<string, MemberReader> members)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            List<ProblemPlace> errors = [];
            ReadRoot(document.RootElement, members, errors);
            return errors.Count == 0 ? null : Problem.BadBody([.. errors]);
        }
        catch (JsonException exception)
        {
            return Problem.BadBody([new("", "The text from here on is not valid JSON.") { Line = exception.LineNumber + 1, Column = exception.BytePositionInLine + 1 }]);
        }
        catch (InvalidOperationException)
        {
            // The parser throws this for text that is not Unicode, only when the text is read, and without its position.
            return Problem.BadBody([new("", "The body contains text that is not valid Unicode: invalid UTF-8, or half of a surrogate pair.")]);
        }
    }

    private static void ReadRoot(JsonElement root, IReadOnlyDictionary<string, MemberReader> members, List<ProblemPlace> errors)
    {
        var allowed = Quoted.List(members.Keys);
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new("", members.Count == 0 ? "This address takes no body. Omit the body." : $"The body must be an object with no other members than: {allowed}. Otherwise, omit the body."));
            return;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            var pointer = $"/{Escape(member.Name)}";
            if (!members.TryGetValue(member.Name, out var read))
            {
                errors.Add(new(pointer, members.Count == 0 ? "Unknown member. This address takes no body. Omit the body." : $"Unknown member. Allowed: {allowed}."));
            }
            else if (!seen.Add(member.Name))
            {
                errors.Add(new(pointer, $"'{member.Name}' appears more than once."));
            }
            else
            {
                read(member.Value, errors);
            }
        }
    }

    private static string Escape(string name) => Quoted.Short(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
