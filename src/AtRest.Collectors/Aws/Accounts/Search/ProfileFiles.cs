namespace AtRest.Collectors.Aws.Accounts.Search;

/// <summary>
/// Reads the profiles of the shared files, for messages: the SDK reads them itself, but reports little about what is wrong with them
/// (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html).
/// </summary>
internal sealed class ProfileFiles
{
    private const string ProfilePrefix = "profile ";

    private readonly Dictionary<string, Dictionary<string, string>> profiles = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    private ProfileFiles(string config, string credentials)
    {
        Places = $"{config} and {credentials}";
        Read(config, isConfig: true);
        Read(credentials, isConfig: false);
    }

    /// <summary>The two files, for messages.</summary>
    public string Places { get; }

    /// <summary>What is wrong with the files: sentences.</summary>
    public IReadOnlyList<string> Faults => [.. faults.Distinct()];

    public IEnumerable<string> Names => profiles.Keys.Order(StringComparer.Ordinal);

    public static ProfileFiles Open(Func<string, string?> variable)
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");
        return new ProfileFiles(
            variable("AWS_CONFIG_FILE") is { Length: > 0 } config ? config : Path.Combine(folder, "config"),
            variable("AWS_SHARED_CREDENTIALS_FILE") is { Length: > 0 } credentials ? credentials : Path.Combine(folder, "credentials"));
    }

    public bool Has(string profile) => profiles.ContainsKey(profile);

    /// <summary>A setting of a profile; null if it has none, empty if it is empty. Only for settings that are not secret.</summary>
    public string? Setting(string profile, string name) => profiles.GetValueOrDefault(profile)?.GetValueOrDefault(name);

    /// <summary>Whether a setting has a value, which may be a secret.</summary>
    public bool IsSet(string profile, string name) => Setting(profile, name) is { Length: > 0 };

    /// <summary>The chain of source profiles of a profile, itself included. If the chain refers back to itself, the repeated profile is the last one.</summary>
    public List<string> Sources(string profile)
    {
        var chain = new List<string> { profile };
        while (Setting(chain[^1], "source_profile") is { Length: > 0 } next)
        {
            // A profile can assume its role with its own keys.
            if (next == chain[^1] && IsSet(next, "aws_access_key_id"))
            {
                break;
            }

            chain.Add(next);
            if (chain.IndexOf(next) < chain.Count - 1)
            {
                break;
            }
        }

        return chain;
    }

    /// <summary>Whether the chain of a profile ends with IAM Identity Center.</summary>
    public bool UsesSso(string profile) => Sources(profile) is var chain && chain.Distinct().Count() == chain.Count && (IsSet(chain[^1], "sso_session") || IsSet(chain[^1], "sso_start_url"));

    private void Read(string path, bool isConfig)
    {
        string[] lines;
        try
        {
            if (!File.Exists(path) && !Directory.Exists(path))
            {
                return;
            }

            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            faults.Add($"The file {path} cannot be read: {exception.Message.TrimEnd('.')}.");
            return;
        }

        Dictionary<string, string>? section = null;
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                var end = line.IndexOf(']', StringComparison.Ordinal);
                section = end < 0 ? null : Section(line[1..end].Trim(), isConfig);
                if (end < 0)
                {
                    faults.Add($"The file {path} is malformed in line {index + 1}: a ']' is missing.");
                    return;
                }
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
            {
                // An indented line belongs to a nested setting, which has no credentials.
                if (section is not null && !char.IsWhiteSpace(lines[index][0]))
                {
                    section[line[..equals].Trim().ToLowerInvariant()] = line[(equals + 1)..].Trim();
                }
            }
            else
            {
                // Never quote the line: it can be a secret.
                faults.Add($"The file {path} is malformed in line {index + 1}: it is neither '[profile NAME]' nor 'setting = value'.");
                return;
            }
        }
    }

    private Dictionary<string, string>? Section(string name, bool isConfig)
    {
        if (isConfig && name != "default")
        {
            if (!name.StartsWith(ProfilePrefix, StringComparison.Ordinal))
            {
                return null;
            }

            name = name[ProfilePrefix.Length..].Trim();
        }

        if (!profiles.TryGetValue(name, out var section))
        {
            profiles.Add(name, section = new Dictionary<string, string>(StringComparer.Ordinal));
        }

        return section;
    }
}
