namespace AtRest.Reports.Html.Writing;

/// <summary>HTML that is written without encoding: only this project's own files, never text from outside.</summary>
internal readonly record struct Markup(string Html);
