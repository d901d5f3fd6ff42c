using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Evidence.Json;

/// <summary>The flat JSON form of <see cref="DeclaredEncryption"/>, with the property names of the inventory.</summary>
internal sealed record DeclaredEncryptionJson
{
    public required EncryptionType Type { get; init; }

    public Arn? RoleArn { get; init; }

    public KmsKeyArn? PrimaryKeyArn { get; init; }

    public KmsKeyArn? SecondaryKeyArn { get; init; }

    public string? CryptoKey { get; init; }

    public static DeclaredEncryptionJson Of(DeclaredEncryption value) => value switch
    {
        DeclaredEncryption.External external => new()
        {
            Type = external.Type,
            RoleArn = external.RoleArn,
            PrimaryKeyArn = external.PrimaryKeyArn,
            SecondaryKeyArn = external.SecondaryKeyArn,
        },
        DeclaredEncryption.Software software => new() { Type = software.Type, CryptoKey = software.CryptoKey },
        DeclaredEncryption.Hardware hardware => new() { Type = hardware.Type, CryptoKey = hardware.CryptoKey },
        _ => new() { Type = value.Type },
    };

    /// <summary>Null if the properties do not match the type.</summary>
    public DeclaredEncryption? ToModel() => this switch
    {
        { Type: EncryptionType.External, RoleArn: { } role, PrimaryKeyArn: { } primary, CryptoKey: null } => new DeclaredEncryption.External(role, primary, SecondaryKeyArn),
        { RoleArn: not null } or { PrimaryKeyArn: not null } or { SecondaryKeyArn: not null } => null,
        { Type: EncryptionType.Software } => new DeclaredEncryption.Software(CryptoKey),
        { Type: EncryptionType.Hardware } => new DeclaredEncryption.Hardware(CryptoKey),
        { Type: EncryptionType.Provider, CryptoKey: null } => new DeclaredEncryption.Provider(),
        // Undeclared clusters exist only during an audit, never in evidence, so the type is rejected like any other wrong type.
        _ => null,
    };
}
