namespace AtRest.FakeClouds.Tests.Support;

/// <summary>The accounts and resources of the tests.</summary>
internal static class Names
{
    public const string Region = "eu-central-1";
    public const string Customer = "111122223333";
    public const string Other = "222233334444";
    public const string KeyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string Key = $"arn:aws:kms:{Region}:{Customer}:key/{KeyId}";
    public const string Trail = $"arn:aws:cloudtrail:{Region}:{Customer}:trail/main";
    public const string Store = $"arn:aws:cloudtrail:{Region}:{Customer}:eventdatastore/55555555-5555-4555-8555-555555555555";
    public const string Role = $"arn:aws:iam::{Customer}:role/AtRestAudit";
    public const string Bucket = "acme-logs";
}
