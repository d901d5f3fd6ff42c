using AtRest.Core.Audits;
using AtRest.Core.Costs;

namespace AtRest.Reports.Tests.Samples;

/// <summary>Reports with costs.</summary>
internal static class SampleCosts
{
    public const string OtherKey = "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k";

    /// <summary>A key with bounds, one that Camunda pays for, and what is not known.</summary>
    public static AuditReport Report()
    {
        var report = SampleReports.Single();
        return report with
        {
            Clusters =
            [
                .. report.Clusters.Select(audit => audit with
                {
                    Costs =
                    [
                        new KeyCost
                        {
                            Key = SampleClusters.PrimaryKey,
                            OtherClusters = 2,
                            Parts = [CostPart.Exact("AWS KMS key", 1, "kms-key"), CostPart.UpTo("Rotations of AWS KMS keys", 2, "kms-rotation", "AtRest does not know how often the key was rotated.")],
                            Unknown = ["The AWS CloudHSM cluster that holds the key costs extra."],
                        },
                        new KeyCost { Key = OtherKey, Payer = CostPayer.Camunda, OtherClusters = 1, Parts = [CostPart.Exact("Active versions of the key", 3, "google-software-version")] },
                    ],
                }),
            ],
            Costs = new OrganizationCosts
            {
                Calls = [new CallCount("kms:DescribeKey", "aws", 600, 0), new CallCount("s3:GetLifecycleConfiguration", "", 1, 0)],
                Parts =
                [
                    CostPart.Exact("AWS KMS key", 1, "kms-key"),
                    CostPart.UpTo("Rotations of AWS KMS keys", 2, "kms-rotation", "AtRest does not know how often the key was rotated."),
                    CostPart.UpTo("AWS KMS requests of the audits", 18_000, "kms-request", "The first 20,000 requests of a month are free."),
                    CostPart.UpTo("Amazon S3 requests of the audits", 30, "s3-request", "It is the price of us-east-1."),
                ],
                Accounts =
                [
                    new AccountRequests
                    {
                        AccountId = "111122223333",
                        PriceId = "kms-request",
                        Regions =
                        [
                            new RegionRequests("eu-central-1", 1_240_000, new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)),
                            new RegionRequests("eu-west-1", 0, new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero), new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero)),
                        ],
                    },
                ],
                Unknown = ["The cost of 1 key is not known, or not all of it. Its cluster has the reason."],
            },
        };
    }
}
