namespace AtRest.FakeClouds;

/// <summary>A request that arrived and how it was answered.</summary>
/// <param name="Operation">As the permission is named: <c>kms:DescribeKey</c>, <c>s3:GetLifecycleConfiguration</c>.</param>
/// <param name="Resource">What was asked for, as the caller wrote it; null where the operation names none.</param>
/// <param name="Region">The region of the signature's scope; null without one.</param>
/// <param name="AccountId">The caller's account; null if the call was answered before the caller was looked at.</param>
/// <param name="Status">The HTTP status; 0 for a dropped connection or a caller who left.</param>
public sealed record FakeCall(string Operation, string? Resource, string? Region, string? AccountId, int Status);
