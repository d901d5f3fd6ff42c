using System.Collections.Immutable;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>
/// What Camunda's activity log shows about the creation and the encryption of a cluster. It is no basis of a verdict: Camunda does not document which events it has, nor for how long. So it
/// explains a result, and an event that is missing means nothing.
/// </summary>
internal sealed class ClusterActivity
{
    private const int MostNamed = 5;

    private readonly Collected<CamundaActivity> collected;
    private readonly string clusterId;
    private readonly ImmutableArray<CamundaEvent> events;

    private ClusterActivity(Collected<CamundaActivity> collected, string clusterId, IEnumerable<CamundaEvent> events)
    {
        this.collected = collected;
        this.clusterId = clusterId;
        this.events = [.. events];
    }

    /// <summary>Null if the audit did not ask for the activity log.</summary>
    public static ClusterActivity? Of(RuleContext context) => context.Evidence.Evidence.Clouds.Camunda?.Activity is { } collected
        ? new ClusterActivity(collected, context.Cluster.Id, context.Evidence.ActivityOf(context.Cluster.Id))
        : null;

    /// <summary>The type that the cluster was created with; null if the log does not show one, or shows several.</summary>
    public EncryptionType? TypeAtCreation => events.Where(IsCreation).Select(entry => CamundaReport.TypeOf(entry.To)).OfType<EncryptionType>().Distinct().ToList() is [var only] ? only : null;

    /// <summary>The outcome, with who created the cluster.</summary>
    public Outcome WithCreation(Outcome outcome)
    {
        var created = events.FirstOrDefault(entry => IsCreation(entry) && CamundaReport.Same(entry.EntityId, clusterId));
        var type = TypeAtCreation is { } known ? $", with the encryption type {known}" : "";
        return With(outcome, created is null ? "" : $" Camunda's activity log shows that {Who(created)} created the cluster{When(created)}{type}.", "Who created the cluster");
    }

    /// <summary>The outcome, with who changed the keys of the cluster, the newest first.</summary>
    public Outcome WithKeyChanges(Outcome outcome)
    {
        var changes = events.Where(IsAboutKeys).Reverse().ToList();
        var more = changes.Count > MostNamed ? $" It has {changes.Count - MostNamed} older changes." : "";
        return With(outcome, $"{string.Concat(changes.Take(MostNamed).Select(change => $" Camunda's activity log shows that {Who(change)} {What(change)}{When(change)}."))}{more}", "Who changed the keys");
    }

    private Outcome With(Outcome outcome, string words, string subject)
    {
        if (collected.Value is not null)
        {
            return words.Length == 0 ? outcome : outcome with { Message = outcome.Message + words, Evidence = [.. outcome.Evidence, collected.Reference] };
        }

        // A pass does not need an explanation, so only a failure says that there is none.
        return outcome.Status == FindingStatus.Fail
            ? outcome with { Message = $"{outcome.Message} {subject} could not be read from Camunda's activity log. {(collected.Absence ?? Absence.NotCollected).Cause}", Evidence = [.. outcome.Evidence, collected.Reference] }
            : outcome;
    }

    private static bool IsCreation(CamundaEvent entry) => CamundaReport.Same(entry.AuditType, "c");

    /// <summary>By what was changed, by the name of the event, or by a value that is the ARN of a key.</summary>
    private static bool IsAboutKeys(CamundaEvent entry) =>
        !IsCreation(entry)
        && (new[] { entry.Attribute, entry.Audit }.Any(text => text?.Contains("encryption", StringComparison.OrdinalIgnoreCase) == true || text?.Contains("keyArn", StringComparison.OrdinalIgnoreCase) == true)
            || new[] { entry.From, entry.To }.Any(text => text?.Contains(":kms:", StringComparison.OrdinalIgnoreCase) == true));

    private static string Who(CamundaEvent entry) => entry.UserId is { } user ? $"'{user}'" : "a user that it does not name";

    private static string When(CamundaEvent entry) => entry.Time is { } time ? $" on {Wording.Minute(time)}" : "";

    private static string What(CamundaEvent entry) => (entry.Attribute ?? entry.Audit ?? entry.Entity ?? "encryption", entry.From, entry.To) switch
    {
        (var what, null, null) => $"changed '{what}'",
        (var what, null, { } to) => $"set '{what}' to '{to}'",
        (var what, { } from, null) => $"removed '{from}' from '{what}'",
        (var what, { } from, { } to) => $"changed '{what}' from '{from}' to '{to}'",
    };
}
