namespace AtRest.Collectors;

/// <summary>How the clouds are reached.</summary>
public sealed record CollectorOptions
{
    public AwsCollectorOptions Aws { get; init; } = new();

    public GoogleCollectorOptions Google { get; init; } = new();

    public CamundaCollectorOptions Camunda { get; init; } = new();
}
