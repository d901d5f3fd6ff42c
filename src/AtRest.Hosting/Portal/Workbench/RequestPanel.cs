using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Hosting.Portal.Texts;
using AtRest.KeyPolicies;
using AtRest.Reports.Html.Writing;

namespace AtRest.Hosting.Portal.Workbench;

/// <summary>"What if": the decision for a single request, with the statements and grants that it depends on.</summary>
internal static class RequestPanel
{
    public static void Write(HtmlWriter html, WorkbenchInput input, KeySubject subject)
    {
        if (input.Principal.Length == 0 || input.Action.Length == 0)
        {
            return;
        }

        html.Write($"""
            <section aria-labelledby="request">
            <h2 id="request">{Words.Of("request.title")}</h2>
            <p>{Words.Of("request.of", input.Principal, input.Action)}</p>

            """);
        if (!TryReadContext(input.Context, out var known, out var unknown))
        {
            html.Write($"<p class=\"banner\" role=\"alert\">{Words.Of("request.contextFault")}</p>\n</section>\n");
            return;
        }

        var policy = KeyPolicy.Parse(input.Policy).Policy!;
        var decision = new KeyPolicyEvaluator(policy, subject.Key, subject.Grants ?? []).Evaluate(new AccessRequest { Principal = input.Principal, Action = input.Action, Context = known, Unknown = unknown });
        html.Write($"""
            <p class="standing"><strong>{Words.Of($"decision.{decision.Outcome}")}</strong></p>
            <table class="stack">
            <thead><tr><th scope="col">{Words.Of("request.source")}</th><th scope="col">{Words.Of("request.matches")}</th><th scope="col">{Words.Of("request.because")}</th></tr></thead>
            <tbody>

            """);
        foreach (var statement in decision.Statements)
        {
            WriteRow(html, Words.Of("request.statement", statement.Index + 1, statement.Effect, statement.Sid ?? ""), statement.Matches, statement.Because);
        }

        foreach (var grant in decision.Grants)
        {
            WriteRow(html, Words.Of("request.grant", grant.Index + 1, grant.GrantId ?? ""), grant.Matches, grant.Because);
        }

        html.Write($"</tbody>\n</table>\n</section>\n");
    }

    private static void WriteRow(HtmlWriter html, string source, Ternary matches, string because) => html.Write($"""
        <tr><th scope="row">{source}</th><td data-label="{Words.Of("request.matches")}">{Words.Of($"ternary.{matches}")}</td><td data-label="{Words.Of("request.because")}">{because}</td></tr>

        """);

    /// <summary>A line for each context key: <c>kms:ViaService=ec2.eu-central-1.amazonaws.com</c>, with several values after each other; <c>aws:SourceIp=?</c> is not known.</summary>
    private static bool TryReadContext(string text, out FrozenDictionary<string, ImmutableArray<string>> known, out FrozenSet<string> unknown)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).ToList();
        var isValid = lines.All(line => line is [{ Length: > 0 }, { Length: > 0 }]);
        known = (isValid ? lines : []).Where(line => line[1] != "?").GroupBy(line => line[0], line => line[1], StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.OrdinalIgnoreCase);
        unknown = (isValid ? lines : []).Where(line => line[1] == "?").Select(line => line[0]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        return isValid;
    }
}
