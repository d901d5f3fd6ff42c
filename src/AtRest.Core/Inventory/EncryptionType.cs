namespace AtRest.Core.Inventory;

/// <summary>The four encryption types of Camunda 8 SaaS, named as in its Administration API. They are flags, so that a rule can apply to several types.</summary>
[Flags]
public enum EncryptionType
{
    None = 0,

    /// <summary>A key of the hosting cloud provider, the default.</summary>
    Provider = 1,

    /// <summary>A Camunda-managed software key in Google Cloud KMS (FIPS 140-2 Level 1).</summary>
    Software = 2,

    /// <summary>A Camunda-managed hardware key in Google Cloud KMS (FIPS 140-2 Level 3).</summary>
    Hardware = 4,

    /// <summary>The customer's own AWS KMS key ("bring your own key").</summary>
    External = 8,

    All = Provider | Software | Hardware | External,
}
