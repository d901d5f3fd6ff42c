using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.Core.Inventory.Parsing;

namespace AtRest.Core.Camunda.Inventory;

/// <summary>Reads the names of the settings that hold Camunda's credentials.</summary>
internal static partial class CamundaAccessReader
{
    private static readonly ImmutableArray<string> Names = ["clientIdVariable", "clientSecretVariable"];

    public static CamundaAccess? Read(SourceNode node, ErrorLog log)
    {
        if (ObjectReader.Open(node, "Camunda's access", Names, log) is not { } reader)
        {
            return null;
        }

        var id = Variable(reader, "clientIdVariable", log);
        var secret = Variable(reader, "clientSecretVariable", log);
        return id is null || secret is null ? null : new CamundaAccess { ClientIdVariable = id, ClientSecretVariable = secret };
    }

    private static string? Variable(ObjectReader reader, string name, ErrorLog log)
    {
        var text = reader.RequiredText(name);
        if (text is not null && !NamePattern().IsMatch(text))
        {
            // Not quoted: it may be the secret itself.
            log.Error(reader.Node.Find(name)!, $"'{name}' must be the name of a setting, such as ACME_CLIENT_ID; never put the secret itself here.", "letters, digits, '_', ':' and '.', beginning with a letter or '_'");
        }

        return text;
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_:.]*\z")]
    private static partial Regex NamePattern();
}
