namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>A token, and how long it is worth using.</summary>
internal sealed class AccessToken(string value, DateTimeOffset goodUntil)
{
    public string Value { get; } = value;

    /// <summary>Shortly before it expires.</summary>
    public DateTimeOffset GoodUntil { get; } = goodUntil;
}
