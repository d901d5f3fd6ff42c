using System.Globalization;
using System.Xml.Linq;
using AtRest.FakeClouds.Aws.Protocols;

namespace AtRest.FakeClouds.Aws.S3;

/// <summary>The settings of a bucket in S3's XML.</summary>
internal static class BucketShapes
{
    public static XNamespace Namespace { get; } = "http://s3.amazonaws.com/doc/2006-03-01/";

    // S3 omits MFA delete if it was never set.
    public static XElement Versioning(FakeBucket bucket) => new(
        Namespace + "VersioningConfiguration",
        bucket.Versioning is { } versioning ? Text("Status", versioning.Status) : null,
        bucket.Versioning is { MfaDelete: true } ? Text("MfaDelete", "Enabled") : null);

    public static XElement ObjectLock(FakeBucket bucket)
    {
        FakeObjectLock locked = bucket.ObjectLock ?? throw S3Errors.NoObjectLock(bucket.Name);
        XElement configuration = new(Namespace + "ObjectLockConfiguration", Text("ObjectLockEnabled", "Enabled"));
        if (locked.Mode is { } mode)
        {
            configuration.Add(new XElement(
                Namespace + "Rule",
                new XElement(Namespace + "DefaultRetention", Text("Mode", mode), Number("Days", locked.Days), Number("Years", locked.Years))));
        }

        return configuration;
    }

    public static XElement PublicAccessBlock(FakeBucket bucket) => Block(bucket.PublicAccessBlock ?? throw S3Errors.NoPublicAccessBlock(bucket.Name));

    public static XElement Block(FakePublicAccessBlock block) => new(
        Namespace + "PublicAccessBlockConfiguration",
        Flag("BlockPublicAcls", block.BlockPublicAcls),
        Flag("IgnorePublicAcls", block.IgnorePublicAcls),
        Flag("BlockPublicPolicy", block.BlockPublicPolicy),
        Flag("RestrictPublicBuckets", block.RestrictPublicBuckets));

    public static XElement PolicyStatus(FakeBucket bucket) =>
        new(Namespace + "PolicyStatus", Flag("IsPublic", bucket.PolicyIsPublic ?? throw S3Errors.NoPolicy(bucket.Name)));

    // us-east-1 is written as an empty constraint.
    public static XElement Location(FakeBucket bucket) => bucket.Region is null or "us-east-1"
        ? new XElement(Namespace + "LocationConstraint")
        : Text("LocationConstraint", bucket.Region);

    public static XElement Text(string name, string text) => XmlText.Element(Namespace + name, text);

    public static XElement? Number(string name, long? value) => value is { } number ? Text(name, number.ToString(CultureInfo.InvariantCulture)) : null;

    public static XElement Flag(string name, bool value) => Text(name, value ? "true" : "false");
}
