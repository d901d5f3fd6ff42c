using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>
/// Identifies an event: a hash of its source and ID, and of the organization whose key sent it. So no sender can mark an event as handled that concerns others too.
/// </summary>
internal sealed record EventKey
{
    private EventKey(UInt128 shortened, string blob) => (Short, Blob) = (shortened, blob);

    public UInt128 Short { get; }

    /// <summary>The name of its mark. The day is the event's own, so that a repeat on the next day finds it.</summary>
    public string Blob { get; }

    public static EventKey Of(KeyEvent keyEvent, string? organizationId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{keyEvent.AccountId}\n{keyEvent.Region}\n{keyEvent.Id}{(organizationId is null ? "" : $"\n{organizationId}")}"));
        var day = keyEvent.Change.Time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "undated";
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), $"{EventMarks.Folder}{day}/{Convert.ToHexStringLower(hash)}.json");
    }
}
