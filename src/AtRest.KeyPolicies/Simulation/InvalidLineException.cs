namespace AtRest.KeyPolicies.Simulation;

/// <summary>Thrown if an input line is not valid. The message becomes the answer to the line, so it names the property with the error.</summary>
internal sealed class InvalidLineException(string message) : Exception(message);
