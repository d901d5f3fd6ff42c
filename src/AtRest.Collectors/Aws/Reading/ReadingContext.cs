namespace AtRest.Collectors.Aws.Reading;

/// <summary>What is read: the permission it takes, the resource, and who asks.</summary>
internal sealed record ReadingContext(string Source, string Resource, string Caller);
