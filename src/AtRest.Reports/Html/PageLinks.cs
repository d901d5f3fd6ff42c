using System.Globalization;

namespace AtRest.Reports.Html;

/// <summary>Where a page finds the parts of its report.</summary>
internal sealed record PageLinks
{
    /// <summary>The number of clusters on a page of clusters.</summary>
    public const int ClustersPerPage = 100;

    public const string IndexFile = "index.html";

    /// <summary>Everything is on the same page.</summary>
    public static PageLinks OnePage { get; } = new() { HasDetails = true, Clusters = "#clusters", Causes = "" };

    /// <summary>The page is all there is: it has no details.</summary>
    public static PageLinks Overview { get; } = new() { Most = 200, Causes = "" };

    /// <summary>The first of many pages.</summary>
    public static PageLinks Index { get; } = new() { Most = 200, Causes = "", IsIndex = true };

    /// <summary>A page with some of the clusters.</summary>
    public static PageLinks ClusterPage { get; } = new() { HasDetails = true, Clusters = IndexFile + "#clusters", Causes = IndexFile };

    /// <summary>The sections of the clusters are on this page.</summary>
    public bool HasDetails { get; private init; }

    /// <summary>Further pages have the sections of the clusters.</summary>
    public bool IsIndex { get; private init; }

    /// <summary>The number of rows that a list shows.</summary>
    public int Most { get; private init; } = int.MaxValue;

    /// <summary>The address of the table of clusters.</summary>
    public string Clusters { get; private init; } = "";

    private string Causes { get; init; } = "";

    /// <summary>The address of a cluster's section, by its number from 1; null if there is none.</summary>
    public string? OfCluster(int number) =>
        HasDetails ? string.Create(CultureInfo.InvariantCulture, $"#cluster-{number}")
        : IsIndex ? string.Create(CultureInfo.InvariantCulture, $"{FileOf(number)}#cluster-{number}")
        : null;

    public string OfCause(int number) => string.Create(CultureInfo.InvariantCulture, $"{Causes}#cause-{number}");

    /// <summary>The file with a cluster's section.</summary>
    public static string FileOf(int number) => NameOf("clusters", (number - 1) / ClustersPerPage);

    /// <summary>The name of one of several files, by its place from 0: <c>clusters-0001.html</c>.</summary>
    public static string NameOf(string kind, int place) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{place + 1:d4}.html");
}
