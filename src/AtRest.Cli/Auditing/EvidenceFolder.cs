using System.Collections.Immutable;
using AtRest.Core.Audits;

namespace AtRest.Cli.Auditing;

/// <summary>Saved evidence: <c>DIR/ORGANIZATION/evidence.json</c>.</summary>
internal static class EvidenceFolder
{
    public const string FileName = "evidence.json";

    /// <exception cref="InvalidInputException">There is no evidence, or some of it cannot be read: every reason is named.</exception>
    public static async Task<ImmutableArray<AuditEvidence>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var evidence = ImmutableArray.CreateBuilder<AuditEvidence>();
        var errors = new List<string>();
        foreach (var path in Files(folder))
        {
            try
            {
                evidence.Add(await ReadFileAsync(path, cancellationToken));
            }
            catch (InvalidInputException exception)
            {
                errors.AddRange(exception.Errors);
            }
        }

        return errors.Count == 0 ? evidence.ToImmutable() : throw new InvalidInputException(errors);
    }

    private static ImmutableArray<string> Files(string folder)
    {
        try
        {
            ImmutableArray<string> files = [.. Directory.EnumerateDirectories(folder).Select(directory => Path.Combine(directory, FileName)).Where(File.Exists).Order(StringComparer.Ordinal)];
            return files.IsEmpty
                ? throw new InvalidInputException($"--evidence: there is no saved evidence in '{folder}' (ORGANIZATION/{FileName}). Save some with --save-evidence.")
                : files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"--evidence: '{folder}' cannot be read: {exception.Message}");
        }
    }

    private static async Task<AuditEvidence> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var stream = File.OpenRead(path);
            await using (stream)
            {
                var evidence = await EvidenceSerializer.ReadAsync(stream, cancellationToken);
                var directory = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
                // The id becomes a path when reports are written, so it must be one that was validated once: the folder it was saved to.
                return evidence.Organization.Id == directory
                    ? evidence
                    : throw new InvalidInputException($"{path}: it is the evidence of organization '{evidence.Organization.Id}', so it belongs into a folder of that name.");
            }
        }
        catch (EvidenceFormatException exception)
        {
            throw new InvalidInputException($"{path}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path}: cannot be read: {exception.Message}");
        }
    }
}
