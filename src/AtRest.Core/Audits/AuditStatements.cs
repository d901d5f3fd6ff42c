using System.Collections.Immutable;
using AtRest.Core.Camunda;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Clouds;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>
/// The statements of every report that auditors require and no rule can check, each with its source and the day on which the source was read. A statement that a finding
/// of the report contradicts is left out, because the finding has the facts. So is a statement about a cloud that AtRest does not support.
/// </summary>
internal static class AuditStatements
{
    /// <summary>The day on which the sources were read.</summary>
    private static readonly DateOnly Read = new(2026, 11, 27);

    public static ImmutableArray<Statement> For(RuleContext context, IReadOnlyCollection<Finding> findings)
    {
        var type = context.Cluster.Encryption.Type;
        var statements = ImmutableArray.CreateBuilder<Statement>();
        void Add(string text, string source) => statements.Add(new Statement(text, source, Read));

        var (link, linkSource) = LinkOf(context, type);
        Add(link, linkSource);

        // These rules check whether the cluster has the type at all.
        var isOfType = type != EncryptionType.None && !findings.HaveFailure("DECL-1", "DECL-3");

        // An external key is in its own cloud, wherever the cluster is. Statements about the other types are about the cloud that hosts the cluster.
        var isOfKnownCloud = type == EncryptionType.External || ReportedCloud.Of(context).UnknownName is null;
        if (isOfType && isOfKnownCloud)
        {
            foreach (var (text, source) in StatementList.Of(context, findings))
            {
                Add(text, source);
            }
        }

        if (!findings.HaveFailure("DECL-7"))
        {
            Add("The encryption type is chosen when a cluster is created and cannot be changed later.", StatementSources.Faq);
        }

        Add("Encryption at rest applies to Web Modeler as well. Camunda's documentation does not name the owner of those keys.", StatementSources.Faq);
        if (!findings.HaveFailure("TLS-1"))
        {
            var tested = findings.Any(finding => finding is { RuleId: "TLS-1", Status: FindingStatus.Pass }) ? "TLS-1 shows it for the endpoints that this audit tested." : "This audit did not show it.";
            Add($"Camunda's documentation says that TLS is enforced on every connection. {tested}", StatementSources.Faq);
        }

        return statements.ToImmutable();
    }

    private static (string Text, string Source) LinkOf(RuleContext context, EncryptionType type)
    {
        var what = type == EncryptionType.External ? "uses the key named here" : "has the encryption type named here";
        if (context.Evidence.Evidence.Clouds.Camunda is not { Clusters: var collected })
        {
            return ($"This audit did not call Camunda's API. Only the declaration shows that this cluster {what}.", StatementSources.EncryptionAtRest);
        }

        var asked = $"Camunda's API was called on {Wording.Minute(collected.CollectedAt)}";
        return (
            (collected.Value, context.Evidence.Reported(context.Cluster.Id)) switch
            {
                (null, _) => $"{asked} but returned no usable response. Only the declaration shows that this cluster {what}.",
                (_, null) when type is EncryptionType.None => $"{asked}. Its response contains this entry without a uuid.",
                (_, null) => $"{asked} and does not return this cluster. Only the declaration shows that it {what}.",
                (_, { Encryption: { Type: { } reported } encryption }) => $"{asked}. It reports the encryption type {reported}{(encryption.Status is { } status ? $" with the status {status}" : "")} for this cluster.",
                _ => $"{asked}. It returns this cluster without its encryption.",
            },
            StatementSources.AdministrationApi);
    }
}
