using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>What an event is known by: a hash of where it comes from and its id, so that no sender can mark the events of another account as known.</summary>
internal sealed record EventKey
{
    private EventKey(UInt128 shortened, string blob) => (Short, Blob) = (shortened, blob);

    public UInt128 Short { get; }

    /// <summary>The name of its mark. The day is the event's own, so that a repeat on the next day finds it.</summary>
    public string Blob { get; }

    public static EventKey Of(KeyEvent told)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{told.AccountId}\n{told.Region}\n{told.Id}"));
        var day = told.Told.Time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "undated";
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), $"{EventMarks.Folder}{day}/{Convert.ToHexStringLower(hash)}.json");
    }
}
