using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Google.Inventory;

namespace AtRest.Core.Google.Timeline;

/// <summary>The events in the history of a Google Cloud KMS key that an audit shows: when its versions were created. A rotation creates a version.</summary>
internal static class CryptoKeyTimeline
{
    /// <param name="index">The evidence of the audit.</param>
    /// <param name="name">The key: <c>projects/P/locations/L/keyRings/R/cryptoKeys/K</c>.</param>
    public static IEnumerable<TimelineEvent> Of(EvidenceIndex index, string name) =>
        from version in index.CryptoKey(name).Versions.Value?.Items ?? []
        where version.CreateTime is not null
        let imported = version.ImportTime is null ? "" : " with imported material"
        select new TimelineEvent { At = version.CreateTime!.Value, Kind = TimelineKind.Rotation, Resource = name, Message = $"Version {CryptoKeyName.NumberOf(version.Name)} was created{imported}." };
}
