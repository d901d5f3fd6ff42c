namespace AtRest.KeyPolicies.Matching;

/// <summary>Three-valued logic. The order of <see cref="Ternary"/> makes AND the minimum and OR the maximum.</summary>
internal static class Logic
{
    public static Ternary And(Ternary left, Ternary right) => (Ternary)Math.Min((byte)left, (byte)right);

    public static Ternary Or(Ternary left, Ternary right) => (Ternary)Math.Max((byte)left, (byte)right);

    public static Ternary Not(Ternary value) => (Ternary)(Ternary.Yes - value);

    public static Ternary From(bool value) => value ? Ternary.Yes : Ternary.No;
}
