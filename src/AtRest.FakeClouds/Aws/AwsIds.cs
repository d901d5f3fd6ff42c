using System.Security.Cryptography;
using System.Text;

namespace AtRest.FakeClouds.Aws;

/// <summary>IDs in the form of AWS IDs, which are the same in every run.</summary>
internal static class AwsIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string RoleId(string roleArn) => "AROA" + Letters(roleArn, 17);

    public static string UserId(string accessKeyId) => "AIDA" + Letters(accessKeyId, 17);

    public static string AccessKeyId(string seed) => "ASIA" + Letters(seed, 16);

    private static string Letters(string seed, int count) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(seed)).Take(count).Select(value => Alphabet[value % Alphabet.Length]));
}
