namespace AtRest.Hosting.Api.Health;

/// <summary>Looks at one thing that the process needs.</summary>
/// <param name="Name">As in <see cref="HealthCheck.Name"/>.</param>
/// <param name="Trouble">What is said if it does not work.</param>
/// <param name="LookAsync">Ends well if it works.</param>
internal sealed record Probe(string Name, string Trouble, Func<CancellationToken, Task> LookAsync);
