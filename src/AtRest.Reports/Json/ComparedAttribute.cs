namespace AtRest.Reports.Json;

/// <summary>A later report compares itself with this property, so it is read from an earlier report. All other properties are ignored: a later version may have changed them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ComparedAttribute : Attribute
{
    /// <summary>An earlier report may lack the property, although every new report has it.</summary>
    public bool IsOptional { get; init; }
}
