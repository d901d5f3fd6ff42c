using System.Collections.Immutable;
using System.Numerics;

namespace AtRest.Core.Controls;

/// <summary>The results of all controls for one place, and once more by what they say: most controls say the same as others. It names no cluster.</summary>
internal sealed class SharedResults
{
    /// <param name="controls">In the catalogue's order.</param>
    /// <param name="once">Gives the same object for equal sets.</param>
    public SharedResults(ImmutableArray<PlaceResult> controls, Func<ControlSet, ControlSet> once)
    {
        Controls = controls;
        Unknown = Set(All.Where(control => controls[control].Status == ControlStatus.Unknown));
        Failures = [.. All.GroupBy(control => controls[control].Failure).Where(same => same.Key is not null).Select(same => (same.Key!, Set(same)))];
        var hashes = controls.Select(result => result.Gaps.Where(gap => !gap.IsOfType).Select(gap => gap.Hash).ToList()).ToList();

        // All first reasons, then all second ones: so those of a control stay in its order.
        Reasons =
        [
            .. Enumerable.Range(0, hashes.Max(ofControl => ofControl.Count))
                .SelectMany(number => All.Where(control => hashes[control].Count > number).GroupBy(control => hashes[control][number]))
                .Select(same => (same.Key, Set(same))),
        ];

        ControlSet Set(IEnumerable<int> places) => once(ControlSet.Of(places));
    }

    public ImmutableArray<PlaceResult> Controls { get; }

    /// <summary>The controls that could not be judged.</summary>
    public ControlSet Unknown { get; }

    /// <summary>What fails, and for which controls.</summary>
    public ImmutableArray<(PlaceFailure Failure, ControlSet Controls)> Failures { get; }

    /// <summary>The hashes of the reasons from findings why something is not shown, and for which controls.</summary>
    public ImmutableArray<(UInt128 Hash, ControlSet Controls)> Reasons { get; }

    private IEnumerable<int> All => Enumerable.Range(0, Controls.Length);
}

/// <summary>Some controls of the catalogue. Sets of the same controls are equal.</summary>
/// <param name="Bits">A bit for each control, the first control in the lowest one.</param>
internal sealed record ControlSet(BigInteger Bits)
{
    public bool IsEmpty => Bits.IsZero;

    /// <param name="controls">Their places in the catalogue.</param>
    public static ControlSet Of(IEnumerable<int> controls) => new(controls.Aggregate(BigInteger.Zero, (bits, control) => bits | (BigInteger.One << control)));

    public bool Contains(int control) => !(Bits >> control).IsEven;
}
