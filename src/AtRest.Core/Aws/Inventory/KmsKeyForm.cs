using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Inventory.Parsing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Inventory;

/// <summary>An external key in AWS KMS.</summary>
internal sealed class KmsKeyForm : EncryptionForm
{
    private const string Role = "roleArn";
    private const string Primary = "primaryKeyArn";
    private const string Secondary = "secondaryKeyArn";

    public override EncryptionType Type => EncryptionType.External;

    public override ImmutableArray<(string Name, Type Type)> Properties { get; } = [(Role, typeof(Arn)), (Primary, typeof(KmsKeyArn)), (Secondary, typeof(KmsKeyArn))];

    public override DeclaredEncryption? Read(ObjectReader reader, ErrorLog log)
    {
        var role = ArnReader.RequiredRole(reader, Role, log);
        var primary = ArnReader.RequiredKey(reader, Primary, log);
        var secondary = ArnReader.OptionalKey(reader, Secondary, log);
        return role is null || primary is null ? null : new DeclaredEncryption.External(role, primary, secondary);
    }

    public override DeclaredEncryption? Of(IReadOnlyDictionary<string, object> values) =>
        values.TryGetValue(Role, out var role) && values.TryGetValue(Primary, out var primary)
            ? new DeclaredEncryption.External((Arn)role, (KmsKeyArn)primary, values.GetValueOrDefault(Secondary) as KmsKeyArn)
            : null;

    public override ImmutableArray<object?>? ValuesOf(DeclaredEncryption declared) =>
        declared is DeclaredEncryption.External external ? [external.RoleArn, external.PrimaryKeyArn, external.SecondaryKeyArn] : null;
}
