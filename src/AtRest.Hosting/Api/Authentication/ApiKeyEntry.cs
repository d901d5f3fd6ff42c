using System.Collections.Immutable;
using System.Globalization;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>An API key as the settings have it: <c>AtRest:ApiKeys:N:…</c>.</summary>
internal sealed record ApiKeyEntry
{
    private const string Section = "AtRest:ApiKeys";

    /// <summary><c>Hash</c>: SHA-256 of the key, as 32 bytes.</summary>
    public required ImmutableArray<byte> Hash { get; init; }

    /// <summary><c>Organization</c>: whose key it is; null for an operator's.</summary>
    public string? Organization { get; init; }

    /// <summary><c>Operator</c>: it may see every organization.</summary>
    public bool IsOperator => Organization is null;

    /// <summary><c>Expires</c>: a moment, or a day, which is the last one then; null: never.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    public static ImmutableArray<ApiKeyEntry> ReadAll(SettingsReader reader)
    {
        var entries = ImmutableArray.CreateBuilder<ApiKeyEntry>();
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var name in reader.Children(Section).Select(child => $"{Section}:{child}"))
        {
            if (Read(reader, name) is not { } entry)
            {
                continue;
            }

            if (!seen.Add(Convert.ToHexStringLower(entry.Hash.AsSpan())))
            {
                reader.Problem($"{name}:Hash", "another entry has the same key. One key is for one organization: make one for each ('atrest api-key new').");
            }

            entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    private static ApiKeyEntry? Read(SettingsReader reader, string name)
    {
        var hash = ReadHash(reader, $"{name}:Hash");
        var organization = reader.Text($"{name}:Organization");
        var isOperator = reader.Flag($"{name}:Operator", fallback: false);
        if (organization is null != isOperator)
        {
            reader.Problem(name, "set exactly one of Organization (the id of an organization) and Operator (true: the key may see every organization).");
            return null;
        }

        if (organization is not null && !PathIds.IsOrganization(organization))
        {
            reader.Problem($"{name}:Organization", $"'{organization}' cannot be the id of an organization: lower-case letters, digits and hyphens, at most 63.");
            return null;
        }

        return hash is null ? null : new ApiKeyEntry { Hash = [.. hash], Organization = organization, EndsAt = ReadEnd(reader, $"{name}:Expires") };
    }

    // What stands there is not quoted: somebody may have put the key itself in the hash's place.
    private static byte[]? ReadHash(SettingsReader reader, string name)
    {
        var text = reader.Text(name);
        if (text is { Length: 64 } && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        reader.Problem(name, text is null ? "it is not set. 'atrest api-key new' makes a key and its hash." : "this is not a SHA-256: 64 hexadecimal digits. Put the key's hash here, not the key.");
        return null;
    }

    private static DateTimeOffset? ReadEnd(SettingsReader reader, string name)
    {
        if (reader.Text(name) is not { } text)
        {
            return null;
        }

        // Until the first moment of the day after, as the waivers of an inventory.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment;
        }

        // A key whose end cannot be read must not be good for ever.
        reader.Problem(name, $"'{text}' is not a day (2027-03-31: the last one) or a moment (2027-03-31T12:00:00Z).");
        return DateTimeOffset.MinValue;
    }
}
