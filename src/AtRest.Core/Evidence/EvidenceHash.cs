using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.Core.Evidence.Json;

namespace AtRest.Core.Evidence;

/// <summary>The hashes of <see cref="Collected{T}.Sha256"/>: lower-case hexadecimal SHA-256.</summary>
public static class EvidenceHash
{
    /// <summary>The hash of a text exactly as a cloud returned it, in UTF-8.</summary>
    public static string OfText(string text) => Hex(Encoding.UTF8.GetBytes(text));

    /// <summary>The hash of a value's compact JSON form: the form in saved evidence, without white space.</summary>
    public static string OfValue<T>(T value)
        where T : class => Hex(JsonSerializer.SerializeToUtf8Bytes(value, EvidenceJson.Compact));

    /// <summary>The hash of a saved value, equal to the result of <see cref="OfValue"/> when it was read.</summary>
    internal static string OfJson(JsonElement value) => Hex(JsonSerializer.SerializeToUtf8Bytes(value, EvidenceJson.Compact));

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
