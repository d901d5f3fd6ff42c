namespace AtRest.Collectors.Tests.Support;

/// <summary>The accounts, keys and roles of the tests.</summary>
internal static class Names
{
    public const string Account = "111122223333";
    public const string OtherAccount = "999988887777";
    public const string Region = "eu-central-1";
    public const string BackupRegion = "eu-west-1";
    public const string Role = $"arn:aws:iam::{Account}:role/AtRestAudit";
    public const string OtherRole = $"arn:aws:iam::{OtherAccount}:role/AtRestAudit";
    public const string ExternalId = "external-id";
    public const string Key = $"arn:aws:kms:{Region}:{Account}:key/11111111-1111-4111-8111-111111111111";
    public const string SecondKey = $"arn:aws:kms:{Region}:{Account}:key/22222222-2222-4222-8222-222222222222";
    public const string MultiRegionId = "mrk-0123456789abcdef0123456789abcdef";
    public const string PrimaryKey = $"arn:aws:kms:{Region}:{Account}:key/{MultiRegionId}";
    public const string ReplicaKey = $"arn:aws:kms:{BackupRegion}:{Account}:key/{MultiRegionId}";
    public const string Trail = $"arn:aws:cloudtrail:{Region}:{Account}:trail/audit";
    public const string ForeignTrail = $"arn:aws:cloudtrail:{Region}:{OtherAccount}:trail/organization";
    public const string Bucket = "trail-logs";
}
