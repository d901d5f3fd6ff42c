using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Cli.Commands.Policy.Access;

/// <summary>The access table as one line of JSON. Its schema is <c>docs/schemas/access.schema.json</c>.</summary>
internal static class AccessJson
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(AccessTable table)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteString("keyArn", table.Key.Value);
            json.WriteBoolean("isPublic", table.IsPublic);
            json.WriteBoolean("grantsIncluded", table.HasGrants);
            json.WriteStartArray("principals");
            foreach (var row in table.Rows)
            {
                Write(json, row);
            }

            json.WriteEndArray();
            WriteDenials(json, "denials", table.Denials);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, AccessRow row)
    {
        json.WriteStartObject();
        json.WriteString("principal", row.Principal);
        json.WriteString("kind", AccessWords.Of(row.Kind));
        WriteIfAny(json, "accountId", row.AccountId);
        json.WriteBoolean("isForeign", row.IsForeign);
        json.WriteStartArray("rights");
        foreach (var right in row.Rights)
        {
            Write(json, right);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AccessRight right)
    {
        json.WriteStartObject();
        WriteAll(json, "actions", right.Actions);
        json.WriteStartObject("through");
        if (right.Statement is { } statement)
        {
            json.WriteString("type", "statement");
            WritePlace(json, statement);
        }
        else if (right.Grant is { } grant)
        {
            json.WriteString("type", "grant");
            WriteIfAny(json, "grantId", grant.GrantId);
            WriteIfAny(json, "name", grant.Name);
            WriteIfAny(json, "issuingAccount", grant.IssuingAccount);
        }

        json.WriteEndObject();
        json.WriteBoolean("delegated", right.IsDelegated);
        json.WriteBoolean("certain", right.IsCertain);
        WriteConditions(json, AccessWords.Conditions(right));
        WriteDenials(json, "unlessDeniedBy", right.Denials);
        json.WriteEndObject();
    }

    private static void WriteDenials(Utf8JsonWriter json, string name, IEnumerable<PolicyStatement> denials)
    {
        json.WriteStartArray(name);
        foreach (var denial in denials)
        {
            json.WriteStartObject();
            WritePlace(json, denial);
            WriteConditions(json, AccessWords.Conditions(denial));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, PolicyStatement statement)
    {
        json.WriteNumber("index", statement.Index);
        WriteIfAny(json, "sid", statement.Sid);
        json.WriteNumber("line", statement.Line);
    }

    private static void WriteConditions(Utf8JsonWriter json, IEnumerable<(string Operator, string Key, ImmutableArray<string> Values)> conditions)
    {
        json.WriteStartArray("conditions");
        foreach (var (name, key, values) in conditions)
        {
            json.WriteStartObject();
            json.WriteString("operator", name);
            json.WriteString("key", key);
            WriteAll(json, "values", values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
