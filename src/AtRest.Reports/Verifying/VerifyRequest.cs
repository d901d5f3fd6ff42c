using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Signing;

namespace AtRest.Reports.Verifying;

/// <summary>The files to verify.</summary>
public sealed record VerifyRequest
{
    /// <summary>The files.</summary>
    public required ImmutableArray<GivenFile> Files { get; init; }

    /// <summary>The public keys that the caller trusts.</summary>
    public ImmutableArray<VerificationKey> Trusted { get; init; } = [];

    /// <summary>Whether to judge the evidence again and to compare the report with the result.</summary>
    public bool JudgeAgain { get; init; } = true;

    /// <summary>The program that verifies.</summary>
    public required ToolInfo Tool { get; init; }
}

/// <summary>A file that can be read several times.</summary>
/// <param name="Path">As it was given.</param>
/// <param name="Name">Without its folder.</param>
/// <param name="Open">Opens it as a stream that can seek.</param>
/// <param name="Beside">The signatures and evidence in its folder, and the file that a signature names.</param>
public sealed record GivenFile(string Path, string Name, Func<Stream> Open, Func<string?, ImmutableArray<GivenFile>> Beside);
