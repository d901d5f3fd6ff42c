using System.Xml.Linq;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>Reads the project files below <c>src</c>.</summary>
internal static class ProjectFile
{
    /// <summary>What a project's elements of one kind include.</summary>
    public static IEnumerable<string> Elements(string project, string element) =>
        XDocument.Load(Repository.PathOf("src", project, project + ".csproj")).Descendants(element).Select(found => found.Attribute("Include")!.Value);
}
