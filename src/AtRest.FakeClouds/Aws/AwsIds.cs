using System.Security.Cryptography;
using System.Text;

namespace AtRest.FakeClouds.Aws;

/// <summary>Ids that look like AWS's and are the same in every run.</summary>
internal static class AwsIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string RoleId(string roleArn) => "AROA" + Letters(roleArn, 17);

    public static string UserId(string accessKeyId) => "AIDA" + Letters(accessKeyId, 17);

    public static string AccessKeyId(string seed) => "ASIA" + Letters(seed, 16);

    public static string Hex(string seed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    public static string Uuid(string seed) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).AsSpan(0, 16)).ToString();

    private static string Letters(string seed, int count) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).Take(count).Select(value => Alphabet[value % Alphabet.Length]));
}
