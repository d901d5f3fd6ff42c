using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>What Camunda reports about a cluster, or why it reports nothing.</summary>
internal sealed record CamundaReport
{
    /// <summary>Null unless Camunda reports the cluster.</summary>
    public CamundaCluster? Cluster { get; private init; }

    /// <summary>Null if Camunda answered, or if no access is declared.</summary>
    public Absence? Unread { get; private init; }

    /// <summary>Whether access to Camunda's API is declared.</summary>
    public bool HasAccess { get; private init; }

    /// <summary>Why Camunda's response is unclear about this cluster: it contradicts itself, or has entries without an ID.</summary>
    public string? Doubt { get; private init; }

    /// <summary>The evidence of the list of clusters; null without access.</summary>
    public EvidenceReference? Reference { get; private init; }

    /// <summary>Whether Camunda answered and its response does not contain the cluster.</summary>
    public bool IsUnknownToCamunda => HasAccess && Unread is null && Doubt is null && Cluster is null;

    public static CamundaReport Of(RuleContext context)
    {
        if (context.Evidence.Evidence.Clouds.Camunda is not { Clusters: var collected })
        {
            return context.Organization.Camunda is null
                ? new CamundaReport()
                : new CamundaReport
                {
                    HasAccess = true,
                    Unread = new Absence { Kind = AbsenceKind.NotCollected, Cause = "Access to Camunda's Administration API is declared, but the evidence of this audit contains no response from it." },
                };
        }

        var report = new CamundaReport { HasAccess = true, Reference = collected.Reference };
        if (!collected.TryGet(out _, out var absence))
        {
            return report with { Unread = absence };
        }

        var reported = context.Evidence.Reported(context.Cluster.Id);
        return report with { Cluster = reported, Doubt = DoubtOf(context, reported) };
    }

    /// <summary>The beginning of the message of a rule that cannot be judged without access.</summary>
    public const string NotConfigured = "No access to Camunda's Administration API is declared for this organization, so AtRest did not call it.";

    /// <summary>Not applicable without access or if Camunda does not report the cluster; unknown if Camunda's response is missing or unclear; null if the rule can be judged.</summary>
    /// <param name="subject">What could not be judged, as the beginning of a sentence.</param>
    /// <param name="withoutAccess">What follows from the missing access, as a sentence.</param>
    public Outcome? WhyNotJudged(string subject, string withoutAccess) => this switch
    {
        { HasAccess: false } => Outcome.NotApplicable($"{NotConfigured} {withoutAccess}"),
        { Unread: { } absence } => NotRead(subject, absence),
        { Doubt: { } doubt } => With(Outcome.Unknown($"{subject} could not be determined. {doubt}") with { Remedy = "Audit again. If Camunda's response is the same, contact Camunda support." }),
        { Cluster: null } => With(Outcome.NotApplicable("Camunda does not report this cluster (see DECL-1), so there is nothing to compare.")),
        _ => null,
    };

    /// <summary>The outcome with a reference to its evidence.</summary>
    public Outcome With(Outcome outcome) => Reference is { } reference ? outcome with { Evidence = [reference, .. outcome.Evidence] } : outcome;

    /// <summary>Whether Camunda reports that the encryption of the cluster is ready.</summary>
    public static bool ReportsReady(RuleContext context) => IsReady(Of(context).Cluster?.Encryption?.Status);

    public static bool IsReady(string? status) => Same(status, "Ready");

    /// <summary>Compares Camunda's values without case.</summary>
    public static bool Same(string? one, string other) => string.Equals(one?.Trim(), other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The encryption type of Camunda's value; null if the value is not one of the four types.</summary>
    public static EncryptionType? TypeOf(string? word)
    {
        EncryptionType[] types = [EncryptionType.Provider, EncryptionType.Software, EncryptionType.Hardware, EncryptionType.External];
        return types.Where(type => Same(word, type.ToString())).Select(type => (EncryptionType?)type).FirstOrDefault();
    }

    private Outcome NotRead(string subject, Absence absence) => With(Outcome.Unknown($"{subject} could not be determined. {absence.Cause}") with
    {
        Remedy = absence.Remedy ?? absence.Kind switch
        {
            AbsenceKind.Denied => "In the Camunda Console (Organization, Administration API), create an API client that can read clusters. Store its credentials in the settings that the inventory names, then audit again.",
            AbsenceKind.NotCollected => "Audit again without --evidence, so that AtRest reads Camunda's API.",
            _ => "Audit again. If the cause is the same, fix it first.",
        },
    });

    private static string? DoubtOf(RuleContext context, CamundaCluster? reported)
    {
        if (reported is null)
        {
            var nameless = context.Evidence.NamelessReported();
            return nameless == 0 ? null : $"Camunda's response is malformed: {(nameless == 1 ? "an entry has" : $"{nameless} entries have")} no uuid. This cluster may be {(nameless == 1 ? "that entry" : "one of them")}.";
        }

        return context.Evidence.AllReported(context.Cluster.Id).Any(cluster => cluster != reported)
            ? "Camunda's response contains this cluster more than once, with different values."
            : null;
    }
}
