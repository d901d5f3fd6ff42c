using AtRest.Core.Inventory.Parsing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Inventory;

/// <summary>Reads the ARNs of roles and keys.</summary>
internal static class ArnReader
{
    public static Arn? OptionalRole(ObjectReader reader, string name, ErrorLog log) => Role(reader.OptionalText(name), reader, name, log);

    public static Arn? RequiredRole(ObjectReader reader, string name, ErrorLog log) => Role(reader.RequiredText(name), reader, name, log);

    public static KmsKeyArn? OptionalKey(ObjectReader reader, string name, ErrorLog log) => Key(reader.OptionalText(name), reader, name, log);

    public static KmsKeyArn? RequiredKey(ObjectReader reader, string name, ErrorLog log) => Key(reader.RequiredText(name), reader, name, log);

    private static Arn? Role(string? text, ObjectReader reader, string name, ErrorLog log) =>
        IsRight(text, ArnForms.RoleFault, ArnForms.Role, reader, name, log) && Arn.TryParse(text, out var arn) ? arn : null;

    private static KmsKeyArn? Key(string? text, ObjectReader reader, string name, ErrorLog log) =>
        IsRight(text, ArnForms.KeyFault, ArnForms.Key, reader, name, log) && KmsKeyArn.TryParse(text, out var arn) ? arn : null;

    private static bool IsRight(string? text, Func<string, string?> fault, string form, ObjectReader reader, string name, ErrorLog log)
    {
        if (text is null || fault(text) is not { } problem)
        {
            return text is not null;
        }

        log.Error(reader.Node.Find(name)!, $"{Wording.Quote(text)} {problem}", form);
        return false;
    }
}
