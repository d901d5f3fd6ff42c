namespace AtRest.Reports.Json;

/// <summary>A later report compares itself with this property, so it is read from an earlier report. All others are passed over: a later version may have changed them.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ComparedAttribute : Attribute;
