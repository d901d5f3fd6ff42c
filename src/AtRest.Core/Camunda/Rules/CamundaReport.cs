using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>What Camunda says about a cluster, or why it says nothing.</summary>
internal sealed record CamundaReport
{
    /// <summary>Null unless Camunda reports the cluster.</summary>
    public CamundaCluster? Cluster { get; private init; }

    /// <summary>Null if Camunda answered, or there is no access to it.</summary>
    public Absence? Unread { get; private init; }

    /// <summary>Access is declared, so that Camunda's word belongs to this audit.</summary>
    public bool IsAsked { get; private init; }

    /// <summary>Camunda's answer contradicts itself about this cluster, or has entries of which nobody can say whose they are.</summary>
    public string? Doubt { get; private init; }

    /// <summary>The list of clusters that it was looked for in; none without access.</summary>
    public EvidenceReference? Reference { get; private init; }

    /// <summary>Camunda answered and does not know the cluster.</summary>
    public bool IsUnknownToCamunda => IsAsked && Unread is null && Doubt is null && Cluster is null;

    public static CamundaReport Of(RuleContext context)
    {
        if (context.Evidence.Evidence.Clouds.Camunda is not { Clusters: var collected })
        {
            return context.Organization.Camunda is null
                ? new CamundaReport()
                : new CamundaReport
                {
                    IsAsked = true,
                    Unread = new Absence { Kind = AbsenceKind.NotCollected, Cause = "Access to Camunda's Administration API is declared, but this audit's evidence holds no answer of it." },
                };
        }

        var report = new CamundaReport { IsAsked = true, Reference = collected.Reference };
        if (!collected.TryGet(out var clusters, out var absence))
        {
            return report with { Unread = absence };
        }

        var reported = context.Evidence.Reported(context.Cluster.Id);
        return report with { Cluster = reported, Doubt = DoubtOf(context, clusters, reported) };
    }

    /// <summary>The end of the messages of rules that have nothing to look at.</summary>
    public const string NotConfigured = "No access to Camunda's Administration API is declared for this organization, so Camunda was not asked.";

    /// <summary>Not applicable without access, unknown where Camunda's answer is missing or doubtful, not applicable where Camunda does not know the cluster; null where there is something to judge.</summary>
    /// <param name="subject">What could not be judged, as the beginning of a sentence.</param>
    /// <param name="withoutAccess">What it means that there is no access: a sentence.</param>
    public Outcome? Barrier(string subject, string withoutAccess) => this switch
    {
        { IsAsked: false } => Outcome.NotApplicable($"{NotConfigured} {withoutAccess}"),
        { Unread: { } absence } => Unseen(subject, absence),
        { Doubt: { } doubt } => With(Outcome.Unknown($"{subject} cannot be said. {doubt}") with { Remedy = "Audit again; if Camunda's answer stays the same, tell Camunda support." }),
        { Cluster: null } => With(Outcome.NotApplicable("Camunda does not know this cluster (see DECL-1), so it says nothing about it.")),
        _ => null,
    };

    /// <summary>The outcome with the evidence that it rests on.</summary>
    public Outcome With(Outcome outcome) => Reference is { } reference ? outcome with { Evidence = [reference, .. outcome.Evidence] } : outcome;

    /// <summary>Whether Camunda reports the encryption of the cluster to be ready.</summary>
    public static bool SaysReady(RuleContext context) => IsReady(Of(context).Cluster?.Encryption?.Status);

    public static bool IsReady(string? status) => Same(status, "Ready");

    /// <summary>Camunda's words are compared without regard to letter case.</summary>
    public static bool Same(string? one, string other) => string.Equals(one?.Trim(), other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The type that Camunda's word means; null for a word that is none of the four types.</summary>
    public static EncryptionType? TypeOf(string? word)
    {
        EncryptionType[] types = [EncryptionType.Provider, EncryptionType.Software, EncryptionType.Hardware, EncryptionType.External];
        return types.Where(type => Same(word, type.ToString())).Select(type => (EncryptionType?)type).FirstOrDefault();
    }

    private Outcome Unseen(string subject, Absence absence) => With(Outcome.Unknown($"{subject} could not be seen. {absence.Cause}") with
    {
        Remedy = absence.Remedy ?? absence.Kind switch
        {
            AbsenceKind.Denied => "Give AtRest an API client of the organization (Console, Organization, Administration API) that may read clusters, put its credentials into the settings that the inventory names, then audit again.",
            AbsenceKind.NotCollected => "Audit again with access to the clouds, without --evidence.",
            _ => "Audit again; if the cause stays the same, fix it first.",
        },
    });

    private static string? DoubtOf(RuleContext context, CamundaClusters clusters, CamundaCluster? reported)
    {
        if (reported is null)
        {
            var nameless = clusters.Items.Count(cluster => cluster.Uuid.Length == 0);
            return nameless == 0 ? null : $"Camunda's answer is malformed: {(nameless == 1 ? "an entry has" : $"{nameless} entries have")} no uuid, and this cluster may be {(nameless == 1 ? "it" : "one of them")}.";
        }

        return clusters.Items.Any(cluster => Same(cluster.Uuid, context.Cluster.Id) && cluster != reported)
            ? "Camunda's answer holds this cluster more than once, and the entries contradict each other."
            : null;
    }
}
