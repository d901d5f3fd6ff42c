namespace AtRest.Reports.Tests.Html;

/// <summary>The tests that share one browser.</summary>
[CollectionDefinition]
public sealed class BrowserCollection : ICollectionFixture<Browser>;
