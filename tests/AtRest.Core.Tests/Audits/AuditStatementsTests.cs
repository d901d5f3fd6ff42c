using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits;

public sealed class AuditStatementsTests
{
    [Theory]
    [InlineData("{}", "was not asked")]
    [InlineData("""{"camunda": {"clusters": {"absent": "failed"}, "regions": {"absent": "failed"}}}""", "gave no usable answer")]
    [InlineData("""{"camunda": {"clusters": {"items": []}, "regions": {"items": []}}}""", "does not name this cluster")]
    [InlineData("""{"camunda": {"clusters": {"items": [{"uuid": "c-payments", "name": "payments"}]}, "regions": {"items": []}}}""", "does not say how it is encrypted")]
    [InlineData("""{"camunda": {"clusters": {"items": [{"uuid": "c-payments", "name": "payments", "encryption": {"type": "External", "status": "Ready"}}]}, "regions": {"items": []}}}""",
        "asked on 2026-11-24 12:00 UTC: it reports the encryption type External with the status Ready")]
    public void Statements_Always_SayWhatTheLinkRestsOn(string changes, string expected) =>
        new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(CaseWorld.With((JsonObject)JsonNode.Parse(changes)!))
            .Clusters.Single().Statements[0].Text.ShouldContain(expected);
}
