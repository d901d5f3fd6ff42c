using System.Collections.Immutable;
using AtRest.Reports.Signing;

namespace AtRest.Hosting.Signing;

/// <summary>Settings <c>AtRest:Signing:…</c>: the key that reports are signed with, and the public keys of earlier reports.</summary>
public sealed record SigningSettings
{
    private const string Section = "AtRest:Signing";
    private const int MostPublicKeys = 100;

    /// <summary>Setting <c>File</c>: a PEM file with the private key and its certificate chain, or a PKCS#12 file.</summary>
    public string? File { get; init; }

    /// <summary>Setting <c>Password</c>: of the PKCS#12 file or of an encrypted PEM key. A secret.</summary>
    public string? Password { get; init; }

    /// <summary>Setting <c>Certificate</c>: the URL of a certificate in Azure Key Vault, <c>https://NAME.vault.azure.net/certificates/CERTIFICATE</c>.</summary>
    public Uri? Certificate { get; init; }

    /// <summary>Settings <c>PublicKeys:N</c>: files with public keys or certificates that signed earlier reports. The server offers them beside the current key.</summary>
    public ImmutableArray<VerificationKey> PublicKeys { get; init; } = [];

    /// <summary>Things to fix that do not keep the key from being used: sentences.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The key of <see cref="File"/>.</summary>
    internal SigningKey? Key { get; init; }

    /// <summary>Whether reports are signed.</summary>
    public bool IsOn => File is not null || Certificate is not null;

    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"SigningSettings {{ {File ?? Certificate?.ToString() ?? "off"} }}";

    /// <summary>Reads the settings and the files that they name.</summary>
    /// <param name="setting">Reads a setting (<c>AtRest:Section:Name</c>).</param>
    /// <param name="problem">Takes the name of a setting and what is wrong with it.</param>
    /// <param name="now">The time, which certificates must be valid at.</param>
    public static SigningSettings Read(Func<string, string?> setting, Action<string, string> problem, DateTimeOffset now)
    {
        string? Text(string name) => setting($"{Section}:{name}") is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        var (file, certificate, password) = (Text("File"), Text("Certificate"), setting($"{Section}:Password") is { Length: > 0 } secret ? secret : null);
        if (file is not null && certificate is not null)
        {
            problem($"{Section}:Certificate", $"{Section}:File is set too. Set one of them: the key is in a file or in Azure Key Vault.");
        }

        if (password is not null && file is null)
        {
            problem($"{Section}:Password", $"it is the password of a file, and {Section}:File is not set. Set the file, or remove the password.");
        }

        var warnings = new List<string>();
        return new SigningSettings
        {
            File = file,
            Password = password,
            Certificate = certificate is null ? null : UrlOf(certificate, problem),
            PublicKeys = [.. Enumerable.Range(0, MostPublicKeys).Select(number => (Name: $"PublicKeys:{number}", Path: Text($"PublicKeys:{number}")))
                .Where(entry => entry.Path is not null).SelectMany(entry => PublicKeysOf(entry.Path!, $"{Section}:{entry.Name}", problem))],
            Key = file is null ? null : KeyOf(file, password, $"{Section}:File", problem, warnings, now),
            Warnings = [.. warnings],
        };
    }

    /// <summary>A key in a file, for a command line that names it.</summary>
    /// <param name="file">The path.</param>
    /// <param name="option">What named it, for messages.</param>
    /// <param name="setting">Reads a setting: the password.</param>
    /// <param name="problem">Takes the name of an option and what is wrong with it.</param>
    /// <param name="now">The time.</param>
    public static SigningSettings Of(string file, string option, Func<string, string?> setting, Action<string, string> problem, DateTimeOffset now)
    {
        var warnings = new List<string>();
        var key = KeyOf(file, setting($"{Section}:Password") is { Length: > 0 } secret ? secret : null, option, problem, warnings, now);
        return new SigningSettings { File = file, Key = key, Warnings = [.. warnings] };
    }

    private static SigningKey? KeyOf(string path, string? password, string name, Action<string, string> problem, List<string> warnings, DateTimeOffset now)
    {
        if (ReadFile(path, name, problem) is not { } content)
        {
            return null;
        }

        try
        {
            var key = SigningKey.Read(content, password);
            try
            {
                key.RequireValid(now);
            }
            catch (SigningKeyException)
            {
                key.Dispose();
                throw;
            }

            if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0)
            {
                warnings.Add($"{name}: every user of this machine can read or change the private key in '{path}'. Restrict it: chmod 600 '{path}'");
            }

            return key;
        }
        catch (SigningKeyException exception)
        {
            problem(name, $"'{path}': {exception.Message}");
            return null;
        }
    }

    private static ImmutableArray<VerificationKey> PublicKeysOf(string path, string name, Action<string, string> problem)
    {
        if (ReadFile(path, name, problem) is not { } content)
        {
            return [];
        }

        try
        {
            return KeySet.Read(content);
        }
        catch (SigningKeyException exception)
        {
            problem(name, $"'{path}': {exception.Message}");
            return [];
        }
    }

    private static byte[]? ReadFile(string path, string name, Action<string, string> problem)
    {
        const int MostBytes = 1024 * 1024;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                problem(name, $"'{path}' is too large for a key. Name the file with the key.");
                return null;
            }

            return System.IO.File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem(name, $"'{path}' cannot be read: {(exception is FileNotFoundException or DirectoryNotFoundException ? "the file does not exist" : exception is UnauthorizedAccessException ? "access is denied" : "it is not a file that can be read")}.");
            return null;
        }
    }

    private static Uri? UrlOf(string text, Action<string, string> problem)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.Segments is ["/", "certificates/", _] or ["/", "certificates/", _, _])
        {
            return url;
        }

        problem($"{Section}:Certificate", "the value is not the URL of a certificate in Azure Key Vault: https://NAME.vault.azure.net/certificates/CERTIFICATE, with a version at the end if you want one.");
        return null;
    }
}
