namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>A token, and until when to use it.</summary>
internal sealed class AccessToken(string value, DateTimeOffset goodUntil)
{
    public string Value { get; } = value;

    /// <summary>Shortly before it expires.</summary>
    public DateTimeOffset GoodUntil { get; } = goodUntil;
}
