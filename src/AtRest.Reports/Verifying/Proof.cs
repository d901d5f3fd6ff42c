using System.Collections.Immutable;

namespace AtRest.Reports.Verifying;

/// <summary>What is known about one promise of a file.</summary>
public enum ProofState
{
    /// <summary>It is proven.</summary>
    Proven,

    /// <summary>Something to know. It decides nothing.</summary>
    Note,

    /// <summary>It is not proven: something is missing.</summary>
    NotProven,

    /// <summary>It is proven to be wrong: the file was changed, or is not what it says.</summary>
    Wrong,
}

/// <summary>What was found out.</summary>
/// <param name="State">How far it is proven.</param>
/// <param name="Text">A sentence or two.</param>
public sealed record Proof(ProofState State, string Text)
{
    internal static Proof Proven(string text) => new(ProofState.Proven, text);

    internal static Proof Note(string text) => new(ProofState.Note, text);

    internal static Proof NotProven(string text) => new(ProofState.NotProven, text);

    internal static Proof Wrong(string text) => new(ProofState.Wrong, text);

    /// <summary>Whether nothing is wrong or missing.</summary>
    internal static bool AreEnough(ImmutableArray<Proof> proofs) => proofs.All(proof => proof.State <= ProofState.Note);

    /// <summary>The same where it need not be proven, because something else proves more.</summary>
    internal Proof AsNote() => State == ProofState.NotProven ? this with { State = ProofState.Note } : this;
}

/// <summary>A file and what was found out about it.</summary>
/// <param name="Path">The path that was given.</param>
/// <param name="Kind">What the file is: <c>bundle</c>, <c>evidence</c>, <c>signature</c>, the name of a format, or <c>unknown</c>.</param>
/// <param name="Proofs">In the order of the checks.</param>
public sealed record VerifiedFile(string Path, string Kind, ImmutableArray<Proof> Proofs)
{
    /// <summary>The worst state.</summary>
    public ProofState State => Proofs.IsEmpty ? ProofState.NotProven : Proofs.Max(proof => proof.State);
}
