using System.Security.Cryptography;
using System.Text;

namespace AtRest.Core.Evidence;

/// <summary>Identifies a piece of evidence by the call and the resource, uniquely in the audit of one organization.</summary>
public readonly record struct EvidenceReference(string Source, string Resource)
{
    /// <summary>IDs that were made last: many findings cite the same evidence.</summary>
    private static readonly Tuple<EvidenceReference, string>?[] Recent = new Tuple<EvidenceReference, string>?[1024];

    /// <summary>A short ID that is equal in every audit: <c>ev-</c> and 12 hexadecimal digits.</summary>
    public string Id
    {
        get
        {
            // Reading and writing a reference is one step, so a thread sees a pair that belongs together.
            ref var slot = ref Recent[(uint)GetHashCode() % (uint)Recent.Length];
            if (slot is { } known && known.Item1 == this)
            {
                return known.Item2;
            }

            var id = "ev-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Source}\n{Resource}")).AsSpan(0, 6));
            slot = Tuple.Create(this, id);
            return id;
        }
    }
}
