namespace AtRest.Reports;

/// <summary>A format cannot be written for a report, for the reason that <see cref="IReportRenderer.RefusalOf"/> gives.</summary>
public sealed class FormatRefusedException(string message) : Exception(message);
