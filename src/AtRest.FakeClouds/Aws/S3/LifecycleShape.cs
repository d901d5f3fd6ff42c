using System.Globalization;
using System.Xml.Linq;
using static AtRest.FakeClouds.Aws.S3.BucketShapes;

namespace AtRest.FakeClouds.Aws.S3;

/// <summary>Lifecycle rules in S3's XML.</summary>
internal static class LifecycleShape
{
    public static XElement Of(FakeBucket bucket, AwsWorld world) => bucket.Lifecycle.Count > 0
        ? new XElement(Namespace + "LifecycleConfiguration", bucket.Lifecycle.Select((rule, index) => Rule(rule, index, world)))
        : throw S3Errors.NoLifecycle(bucket.Name);

    private static XElement Rule(FakeLifecycleRule rule, int index, AwsWorld world) => new(
        Namespace + "Rule",
        Text("ID", rule.Id ?? string.Create(CultureInfo.InvariantCulture, $"rule-{index + 1}")),
        rule.PrefixOutsideFilter ? Text("Prefix", rule.Prefix) : Filter(rule),
        Text("Status", rule.Enabled ? "Enabled" : "Disabled"),
        rule.TransitionDays is null ? null : new XElement(Namespace + "Transition", Number("Days", rule.TransitionDays), Text("StorageClass", rule.TransitionStorageClass)),
        Expiration(rule, world),
        rule.NoncurrentDays is null && rule.NewerNoncurrentVersions is null
            ? null
            : new XElement(
                Namespace + "NoncurrentVersionExpiration",
                Number("NoncurrentDays", rule.NoncurrentDays),
                Number("NewerNoncurrentVersions", rule.NewerNoncurrentVersions)));

    private static XElement Filter(FakeLifecycleRule rule)
    {
        XElement[] conditions =
        [
            .. rule.Prefix.Length > 0 ? [Text("Prefix", rule.Prefix)] : Array.Empty<XElement>(),
            .. (rule.Tags ?? new Dictionary<string, string>()).Select(tag => new XElement(Namespace + "Tag", Text("Key", tag.Key), Text("Value", tag.Value))),
            .. new[] { Number("ObjectSizeGreaterThan", rule.ObjectSizeGreaterThan), Number("ObjectSizeLessThan", rule.ObjectSizeLessThan) }.OfType<XElement>(),
        ];
        return conditions.Length switch
        {
            0 => new XElement(Namespace + "Filter", Text("Prefix", "")),
            1 => new XElement(Namespace + "Filter", conditions),
            _ => new XElement(Namespace + "Filter", new XElement(Namespace + "And", conditions)),
        };
    }

    private static XElement? Expiration(FakeLifecycleRule rule, AwsWorld world)
    {
        if (rule is { ExpirationDays: null, ExpirationDate: null, ExpiredObjectDeleteMarker: false })
        {
            return null;
        }

        XElement? date = world.AtOrNever(rule.ExpirationDate) is { } time
            ? Text("Date", time.UtcDateTime.Date.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            : null;
        return new XElement(
            Namespace + "Expiration",
            Number("Days", rule.ExpirationDays),
            date,
            rule.ExpiredObjectDeleteMarker ? Flag("ExpiredObjectDeleteMarker", true) : null);
    }
}
