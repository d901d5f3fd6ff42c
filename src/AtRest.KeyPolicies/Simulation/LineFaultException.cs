namespace AtRest.KeyPolicies.Simulation;

/// <summary>A line of input cannot be answered. The message goes onto the line's own answer, so that it names the property at fault.</summary>
internal sealed class LineFaultException(string message) : Exception(message);
