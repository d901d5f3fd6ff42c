namespace AtRest.FakeClouds;

/// <summary>A request, and how it was answered.</summary>
/// <param name="Operation">The name of the permission: <c>kms:DescribeKey</c>, <c>s3:GetLifecycleConfiguration</c>.</param>
/// <param name="Resource">The resource, as the caller wrote it; null if the operation has none.</param>
/// <param name="Region">The region of the signature; null if there is none.</param>
/// <param name="AccountId">The caller's account; null if the call was answered before the caller was identified.</param>
/// <param name="Status">The HTTP status; 0 for a dropped connection, or if the caller disconnected.</param>
public sealed record FakeCall(string Operation, string? Resource, string? Region, string? AccountId, int Status);
