namespace AtRest.Reports;

/// <summary>A file by its content.</summary>
/// <param name="Name">The name of the file, without a folder.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record FileDigest(string Name, long Length, string Sha256);
