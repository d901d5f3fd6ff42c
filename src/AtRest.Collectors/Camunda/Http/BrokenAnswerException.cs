namespace AtRest.Collectors.Camunda.Http;

/// <summary>An answer that says to be good and is not whole, or no JSON: a proxy's page, a connection that was cut.</summary>
internal sealed class BrokenAnswerException(string message, Exception? inner = null) : Exception(message, inner);
