using System.Security.Cryptography;
using System.Text;

namespace AtRest.FakeClouds.Hosting;

/// <summary>IDs that follow from a text, so that they are the same in every run.</summary>
internal static class StableIds
{
    public static string Hex(string seed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    public static string Uuid(string seed) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16)).ToString();
}
