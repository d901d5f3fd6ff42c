using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Parses the elements of a policy: <c>Version</c>, <c>Id</c> and <c>Statement</c>.</summary>
internal static class DocumentParser
{
    private static readonly ImmutableArray<string> Elements = ["Version", "Id", "Statement"];

    public static KeyPolicy? Read(ref JsonCursor cursor)
    {
        if (PolicyFragment.Describe(cursor.Rest) is { } fragment)
        {
            cursor.Issues.Error("$", cursor.Position, fragment);
            cursor.Skip();
            return null;
        }

        if (cursor.Token != JsonTokenType.StartObject)
        {
            cursor.Issues.Error("$", cursor.Position, $"A key policy is a JSON object with Version and Statement, but this is {cursor.Kind}.{InvalidJson.QueryHint(cursor.Token)}");
            cursor.Skip();
            return null;
        }

        var start = cursor.Position;
        var version = PolicyVersion.V20081017;
        string? id = null;
        ImmutableArray<StatementDraft>? statements = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (cursor.Read() && cursor.Token == JsonTokenType.PropertyName)
        {
            var name = ElementNames.Read(ref cursor, "$", "a key policy", Elements, seen);
            switch (name)
            {
                case "Version":
                    version = ReadVersion(ref cursor);
                    break;
                case "Id":
                    id = StringList.ReadOne(ref cursor, "$.Id");
                    break;
                case "Statement":
                    statements = ReadStatements(ref cursor);
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        if (statements is null)
        {
            cursor.Issues.Error("$", start, "The policy has no Statement. Add a list of statements.");
        }

        return new()
        {
            Version = version,
            Id = id,
            Statements = StatementDraft.Finish(statements ?? [], version, cursor.Issues),
        };
    }

    private static PolicyVersion ReadVersion(ref JsonCursor cursor)
    {
        var at = cursor.Position;
        switch (StringList.ReadOne(ref cursor, "$.Version"))
        {
            case "2012-10-17":
                return PolicyVersion.V20121017;
            case null or "2008-10-17":
                return PolicyVersion.V20081017;
            case var other:
                cursor.Issues.Error("$.Version", at, $"'{other}' is not a version of the policy language. Use 2012-10-17, or the older 2008-10-17.");
                return PolicyVersion.V20081017;
        }
    }

    private static ImmutableArray<StatementDraft> ReadStatements(ref JsonCursor cursor)
    {
        var drafts = ImmutableArray.CreateBuilder<StatementDraft>();
        if (cursor.Token != JsonTokenType.StartArray)
        {
            Add(ref cursor, drafts, "$.Statement");
            return drafts.ToImmutable();
        }

        var start = cursor.Position;
        var count = 0;
        while (cursor.Read() && cursor.Token != JsonTokenType.EndArray)
        {
            Add(ref cursor, drafts, $"$.Statement[{count}]");
            count++;
        }

        if (count == 0)
        {
            cursor.Issues.Warning("$.Statement", start, "The list of statements is empty, so this policy gives no one access.");
        }

        return drafts.ToImmutable();
    }

    private static void Add(ref JsonCursor cursor, ImmutableArray<StatementDraft>.Builder drafts, string path)
    {
        if (cursor.Token == JsonTokenType.StartObject)
        {
            drafts.Add(StatementParser.Read(ref cursor, drafts.Count, path));
            return;
        }

        cursor.Issues.Error(path, cursor.Position, $"A statement is an object, but this is {cursor.Kind}.");
        cursor.Skip();
    }
}
