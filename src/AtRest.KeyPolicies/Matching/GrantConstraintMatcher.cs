using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;

namespace AtRest.KeyPolicies.Matching;

/// <summary>
/// Matches the constraints of a grant (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html). The encryption context is read
/// from <c>kms:EncryptionContext:KEY</c>. "The key in each key-value pair is not case sensitive, but the value is case sensitive."
/// </summary>
internal sealed class GrantConstraintMatcher(KeyGrant grant)
{
    private const string ContextPrefix = "kms:EncryptionContext:";

    // Operations with an EncryptionContext parameter: https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> WithEncryptionContext = new[]
    {
        "Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext",
        "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ImmutableArray<(string Key, string Value)> equals = Pairs(grant.EncryptionContextEquals);
    private readonly ImmutableArray<(string Key, string Value)> subset = Pairs(grant.EncryptionContextSubset);
    private readonly bool isExact = grant.EncryptionContextEquals is not null;
    private readonly bool limitsContext = grant.EncryptionContextEquals is not null || grant.EncryptionContextSubset is not null;

    /// <summary>Whether constraints on the encryption context apply to the operation. DescribeKey, RetireGrant and others have no encryption context.</summary>
    public static bool ChecksEncryptionContext(string operation) =>
        WithEncryptionContext.Contains(operation) || operation.Equals("CreateGrant", StringComparison.OrdinalIgnoreCase);

    public Ternary Match(ReadOnlySpan<char> operation, AccessRequest request) =>
        Logic.And(MatchSource(operation, request), MatchContext(operation, request));

    private Ternary MatchSource(ReadOnlySpan<char> operation, AccessRequest request)
    {
        // "It does not apply to the RetireGrant operation."
        if (grant.SourceArn is not { } expected || operation.Equals("RetireGrant", StringComparison.OrdinalIgnoreCase))
        {
            return Ternary.Yes;
        }

        return RequestContext.Find(request, "aws:SourceArn", out var values) switch
        {
            KeyState.Unknown => Ternary.Unknown,
            KeyState.Present => Logic.From(values.Contains(expected)),
            _ => Ternary.No,
        };
    }

    private Ternary MatchContext(ReadOnlySpan<char> operation, AccessRequest request)
    {
        if (!limitsContext)
        {
            return Ternary.Yes;
        }

        if (operation.Equals("CreateGrant", StringComparison.OrdinalIgnoreCase))
        {
            // The new grant must be at least as strict as this one. The context of the request does not show that.
            return Ternary.Unknown;
        }

        if (!WithEncryptionContext.Contains(operation))
        {
            return Ternary.Yes;
        }

        var result = Ternary.Yes;
        foreach (var (key, value) in subset)
        {
            result = Logic.And(result, MatchPair(request, key, value));
        }

        foreach (var (key, value) in equals)
        {
            result = Logic.And(result, MatchPair(request, key, value));
        }

        return isExact ? Logic.And(result, HasNoOther(request)) : result;
    }

    private static ImmutableArray<(string Key, string Value)> Pairs(ImmutableSortedDictionary<string, string>? context) =>
        context is null ? [] : [.. context.Select(pair => (ContextPrefix + pair.Key, pair.Value))];

    private static Ternary MatchPair(AccessRequest request, string key, string value) =>
        RequestContext.Find(request, key, out var values) switch
        {
            KeyState.Unknown => Ternary.Unknown,
            KeyState.Present => Logic.From(values.Length == 1 && values[0] == value),
            _ => Ternary.No,
        };

    private Ternary HasNoOther(AccessRequest request)
    {
        foreach (var (key, values) in request.Context)
        {
            if (IsOther(key) && !values.IsDefaultOrEmpty && !request.Unknown.Contains(key))
            {
                return Ternary.No;
            }
        }

        foreach (var key in request.Unknown.Items)
        {
            if (IsOther(key))
            {
                return Ternary.Unknown;
            }
        }

        return Ternary.Yes;
    }

    private bool IsOther(string key)
    {
        if (!key.StartsWith(ContextPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return ContextPrefix.StartsWith(key.TrimEnd('*'), StringComparison.OrdinalIgnoreCase) && key.EndsWith('*');
        }

        foreach (var pair in equals)
        {
            if (pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
