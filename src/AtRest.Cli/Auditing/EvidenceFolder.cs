using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;

namespace AtRest.Cli.Auditing;

/// <summary>Saved evidence: <c>DIR/ORGANIZATION/evidence.json</c>.</summary>
internal static class EvidenceFolder
{
    public const string FileName = "evidence.json";

    /// <exception cref="InvalidInputException">There is no evidence, or some of it cannot be read. It has every reason.</exception>
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
        if (File.Exists(folder))
        {
            throw new InvalidInputException($"--evidence: '{folder}' is a file. Give the folder that --save-evidence wrote.");
        }

        try
        {
            ImmutableArray<string> files = [.. Directory.EnumerateDirectories(folder).Select(directory => Path.Combine(directory, FileName)).Where(File.Exists).Order(StringComparer.Ordinal)];
            return files.IsEmpty
                ? throw new InvalidInputException($"--evidence: the folder '{folder}' has no saved evidence (ORGANIZATION/{FileName}). Save some with --save-evidence.")
                : files;
        }
        catch (DirectoryNotFoundException)
        {
            throw new InvalidInputException($"--evidence: the folder '{folder}' does not exist. Give the folder that --save-evidence wrote.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"--evidence: '{folder}' cannot be read: {FileFault.Reason(exception)}.");
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
                // The ID becomes a path when reports are written, so it must be an ID that was validated: the name of the folder that it was saved to.
                return evidence.Organization.Id == directory
                    ? evidence
                    : throw new InvalidInputException($"{path}: this is the evidence of organization '{evidence.Organization.Id}', so its folder must have that name. Move it to the folder '{evidence.Organization.Id}'.");
            }
        }
        catch (EvidenceFormatException exception)
        {
            throw new InvalidInputException($"{path}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path}: cannot be read: {FileFault.Reason(exception)}.");
        }
    }
}
