namespace AtRest.Functions.Invocations;

/// <summary>What came is not what the Functions host sends. The message says what is missing.</summary>
internal sealed class MalformedInvocationException(string message, Exception? inner = null) : Exception(message, inner);
