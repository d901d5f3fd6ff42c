using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Grants;

/// <summary>
/// The grants of a key, from a <c>ListGrants</c> response or a list of its entries
/// (https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html).
/// </summary>
public sealed record GrantList
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The grants, in the order of the text.</summary>
    public ImmutableArray<KeyGrant> Grants { get; init; } = [];

    /// <summary>The errors, each with its position. Empty if the text is valid.</summary>
    public ImmutableArray<string> Errors { get; init; } = [];

    /// <summary>Parses grants. Does not throw: the result has all errors.</summary>
    /// <param name="json">The text.</param>
    /// <param name="key">The key of the grants. A grant for another key is an error.</param>
    public static GrantList Parse(string json, KmsKeyArn key)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement, key);
        }
        catch (JsonException exception)
        {
            return new() { Errors = [$"This is not JSON (line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1})."] };
        }
    }

    /// <summary>Reads the grants. If the key is null, the keys of the grants are not checked.</summary>
    internal static GrantList Read(JsonElement root, KmsKeyArn? key)
    {
        var errors = new List<string>();
        var entries = root.ValueKind == JsonValueKind.Object ? OfResponse(root, errors) : root;
        if (entries.ValueKind != JsonValueKind.Array)
        {
            errors.Add("This is not a list of grants. Use the output of 'aws kms list-grants' ({\"Grants\": [ … ]}), or a list of its entries.");
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
            errors.Add("The list has only the first page of the grants (Truncated or NextToken), so grants are missing. Fetch all pages.");
        }

        return GrantEntry.Find(root, "Grants");
    }
}
