namespace AtRest.FakeClouds.Scenarios;

/// <summary>Calls that are refused.</summary>
public sealed record FakeDenial
{
    /// <summary>The name of the permission; <c>*</c> matches everything: <c>kms:GetKeyPolicy</c>, <c>s3:*</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>A key's, trail's, store's or role's ARN, or a bucket's name. Absent: every resource.</summary>
    public string? Resource { get; init; }

    /// <summary>The caller's account. Absent: every caller.</summary>
    public string? Account { get; init; }
}

/// <summary>Calls that are answered with a given error.</summary>
public sealed record FakeError
{
    /// <summary>The name of the permission; <c>*</c> matches everything.</summary>
    public required string Operation { get; init; }

    /// <summary>As in <see cref="FakeDenial.Resource"/>.</summary>
    public string? Resource { get; init; }

    /// <summary>The caller's account. Absent: every caller.</summary>
    public string? Account { get; init; }

    /// <summary>The error code, such as <c>KMSInvalidStateException</c>.</summary>
    public required string Code { get; init; }

    public string? Message { get; init; }

    /// <summary>For Google: the reason in the error's <c>ErrorInfo</c>, such as <c>SERVICE_DISABLED</c>. Absent: none.</summary>
    public string? Reason { get; init; }

    public int Status { get; init; } = 400;
}
