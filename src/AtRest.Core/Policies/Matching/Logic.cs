namespace AtRest.Core.Policies.Matching;

/// <summary>Three-valued logic on <see cref="Ternary"/>, whose order makes AND the minimum and OR the maximum.</summary>
internal static class Logic
{
    public static Ternary And(Ternary left, Ternary right) => (Ternary)Math.Min((byte)left, (byte)right);

    public static Ternary Or(Ternary left, Ternary right) => (Ternary)Math.Max((byte)left, (byte)right);

    public static Ternary Not(Ternary value) => (Ternary)(Ternary.Yes - value);

    public static Ternary From(bool value) => value ? Ternary.Yes : Ternary.No;

    /// <summary>
    /// A variable that nothing fills makes the statement match nothing
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infotouse).
    /// </summary>
    public static Ternary WithVariables(Ternary result, VariableState variables) => variables switch
    {
        VariableState.Filled => result,
        VariableState.MaybeUnfilled => And(result, Ternary.Unknown),
        _ => Ternary.No,
    };
}
