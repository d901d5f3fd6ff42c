namespace AtRest.Reports.Html.Writing;

/// <summary>HTML that is written as it is: only what this project itself wrote, never anything from outside.</summary>
internal readonly record struct Markup(string Html);
