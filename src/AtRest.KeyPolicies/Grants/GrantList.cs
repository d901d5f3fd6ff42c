using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Grants;

/// <summary>
/// Grants as AWS writes them: a <c>ListGrants</c> response, or a list of its entries
/// (https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html).
/// </summary>
public sealed record GrantList
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>In the text's order.</summary>
    public ImmutableArray<KeyGrant> Grants { get; init; } = [];

    /// <summary>Everything that is wrong, each a sentence that names its place; empty if the text was understood.</summary>
    public ImmutableArray<string> Errors { get; init; } = [];

    /// <summary>Never throws: what is wrong is in the result.</summary>
    /// <param name="json">The text.</param>
    /// <param name="key">The key whose grants are wanted: an entry that names another key is an error.</param>
    public static GrantList Parse(string json, KmsKeyArn key)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement, key);
        }
        catch (JsonException exception)
        {
            return new() { Errors = [$"This is no JSON (line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1})."] };
        }
    }

    /// <summary>Reads the entries. With a null key, the key that an entry names is not checked.</summary>
    internal static GrantList Read(JsonElement root, KmsKeyArn? key)
    {
        var errors = new List<string>();
        var entries = root.ValueKind == JsonValueKind.Object ? OfResponse(root, errors) : root;
        if (entries.ValueKind != JsonValueKind.Array)
        {
            errors.Add("Grants are what 'aws kms list-grants' prints ({\"Grants\": [ … ]}), or a list of such entries.");
            return new() { Errors = [.. errors] };
        }

        var grants = ImmutableArray.CreateBuilder<KeyGrant>(entries.GetArrayLength());
        foreach (var entry in entries.EnumerateArray())
        {
            grants.Add(GrantReader.Read(new GrantEntry(entry, $"grant {grants.Count + 1}", errors), key));
        }

        return errors.Count == 0 ? new() { Grants = grants.ToImmutable() } : new() { Errors = [.. errors] };
    }

    private static JsonElement OfResponse(JsonElement root, List<string> errors)
    {
        var cut = GrantEntry.Find(root, "Truncated") is { ValueKind: JsonValueKind.True } || GrantEntry.Find(root, "NextToken") is { ValueKind: JsonValueKind.String };
        if (cut)
        {
            errors.Add("The list is only the first page of the grants (Truncated or NextToken): the others would be overlooked. Fetch all pages.");
        }

        return GrantEntry.Find(root, "Grants");
    }
}
