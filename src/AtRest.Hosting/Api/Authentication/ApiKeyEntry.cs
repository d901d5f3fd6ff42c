using System.Collections.Immutable;
using System.Globalization;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Settings;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>An API key in the settings: <c>AtRest:ApiKeys:N:…</c>.</summary>
internal sealed record ApiKeyEntry
{
    private const string Section = "AtRest:ApiKeys";

    /// <summary><c>Hash</c>: SHA-256 of the key, as 32 bytes.</summary>
    public required ImmutableArray<byte> Hash { get; init; }

    /// <summary><c>Organization</c>: the organization of the key; null for an operator's key.</summary>
    public string? Organization { get; init; }

    /// <summary><c>Operator</c>: the key can see every organization.</summary>
    public bool IsOperator => Organization is null;

    /// <summary><c>Administrator</c>: the owner of the key can make and revoke keys of the organization.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary><c>Expires</c>: a moment, or a day (the last day on which the key works); null: the key does not expire.</summary>
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
                reader.Problem($"{name}:Hash", "another entry has the same key. A key belongs to one organization: create one for each with 'atrest api-key new'.");
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
            reader.Problem(name, "set exactly one of Organization (the ID of an organization) and Operator (true: the key can see every organization).");
            return null;
        }

        if (organization is not null && !PathIds.IsOrganization(organization))
        {
            reader.Problem($"{name}:Organization", $"'{organization}' is not a valid organization ID: use at most 63 lower-case letters, digits and hyphens.");
            return null;
        }

        var isAdministrator = reader.Flag($"{name}:Administrator", fallback: false);
        if (isAdministrator && isOperator)
        {
            reader.Problem($"{name}:Administrator", "the key is the key of an operator, who can administer every organization. Remove one of the two settings.");
        }

        return hash is null ? null : new ApiKeyEntry { Hash = [.. hash], Organization = organization, IsAdministrator = isAdministrator, EndsAt = ReadEnd(reader, $"{name}:Expires") };
    }

    // The value is not quoted: it may be the key itself instead of its hash.
    private static byte[]? ReadHash(SettingsReader reader, string name)
    {
        var text = reader.Text(name);
        if (text is { Length: 64 } && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        reader.Problem(name, text is null ? "it is not set. Create a key and its hash with 'atrest api-key new'." : "the value is not a SHA-256 hash (64 hexadecimal digits). Set the hash of the key, not the key.");
        return null;
    }

    private static DateTimeOffset? ReadEnd(SettingsReader reader, string name)
    {
        if (reader.Text(name) is not { } text)
        {
            return null;
        }

        // Until the first moment of the next day, like the waivers of an inventory.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment;
        }

        // A key with an unreadable end must not work permanently.
        reader.Problem(name, $"'{text}' is not a day (2027-03-31, the last day on which the key works) or a moment (2027-03-31T12:00:00Z).");
        return DateTimeOffset.MinValue;
    }
}
