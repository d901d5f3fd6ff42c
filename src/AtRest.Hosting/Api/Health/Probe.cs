namespace AtRest.Hosting.Api.Health;

/// <summary>Checks one dependency of the process.</summary>
/// <param name="Name">As in <see cref="HealthCheck.Name"/>.</param>
/// <param name="Trouble">The text for the caller if the dependency does not work.</param>
/// <param name="CheckAsync">Throws if the dependency does not work.</param>
internal sealed record Probe(string Name, string Trouble, Func<CancellationToken, Task> CheckAsync);
