using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>A trail or event data store that covers a key's region.</summary>
internal abstract record EventRecorder
{
    public required string Arn { get; init; }

    /// <summary>For messages: <c>trail 'main'</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is recording at all.</summary>
    public required Ternary IsLogging { get; init; }

    public required KeyEventCoverage Coverage { get; init; }

    /// <summary>Why <see cref="IsLogging"/> or <see cref="Coverage"/> is unknown.</summary>
    public ImmutableArray<string> Causes { get; init; } = [];

    public required ImmutableArray<EvidenceReference> Evidence { get; init; }

    public Ternary RecordsReads => IsLogging < Coverage.Reads ? IsLogging : Coverage.Reads;

    public Ternary RecordsWrites => IsLogging < Coverage.Writes ? IsLogging : Coverage.Writes;

    public Ternary RecordsAll => IsLogging < Coverage.Both ? IsLogging : Coverage.Both;
}

/// <summary>A trail, which writes log files to a bucket.</summary>
internal sealed record TrailRecorder : EventRecorder
{
    public required Trail Trail { get; init; }

    public required bool HasAdvancedSelectors { get; init; }

    /// <summary>What the trail says of its delivery in the keys' region, which is where their events are delivered; null if it could not be read.</summary>
    public required TrailStatus? Delivery { get; init; }

    /// <summary>Why <see cref="Delivery"/> is null, as a sentence.</summary>
    public required string WhyNoDelivery { get; init; }

    /// <summary>The keys' region.</summary>
    public required string Region { get; init; }

    /// <param name="trail">The trail.</param>
    /// <param name="details">Its status and selectors.</param>
    /// <param name="region">The keys' region.</param>
    public static TrailRecorder Of(Trail trail, TrailEvidence? details, string region)
    {
        var collected = trail.HomeRegion == region ? details?.Status : details?.Delivery;
        TrailStatus? status = null;
        TrailStatus? delivery = null;
        var whyNoDelivery = collected?.TryGet(out delivery, out var deliveryAbsence) == true ? "" : (collected?.Absence ?? Absence.NotCollected).Cause;
        TrailEventSelectors? selectors = null;
        var causes = ImmutableArray.CreateBuilder<string>();
        if (details?.Status.TryGet(out status, out var statusAbsence) != true && delivery is null)
        {
            causes.Add($"Whether trail '{trail.Name}' is logging could not be seen. {CauseOf(details?.Status)}");
        }

        if (details?.Selectors.TryGet(out selectors, out var selectorsAbsence) != true)
        {
            causes.Add($"Which events trail '{trail.Name}' records could not be seen. {CauseOf(details?.Selectors)}");
        }

        return new TrailRecorder
        {
            Arn = trail.Arn,
            Name = $"trail '{trail.Name}'",
            Trail = trail,
            Delivery = delivery,
            WhyNoDelivery = whyNoDelivery,
            Region = region,
            HasAdvancedSelectors = selectors is { Advanced.IsEmpty: false },
            IsLogging = IsLoggingBy(status, delivery),
            Coverage = selectors is null ? KeyEventCoverage.Unseen : KeyEventCoverage.Of(selectors.Classic, selectors.Advanced),
            Causes = causes.ToImmutable(),
            Evidence = details is null ? [] : details.Delivery is { } asked ? [details.Status.Reference, asked.Reference, details.Selectors.Reference] : [details.Status.Reference, details.Selectors.Reference],
        };
    }

    /// <summary>The home region says whether the trail is logging at all; where it cannot be asked, the keys' region is believed.</summary>
    private static Ternary IsLoggingBy(TrailStatus? home, TrailStatus? delivery) => (home?.IsLogging, delivery?.IsLogging) switch
    {
        (null, null) => Ternary.Unknown,
        (false, _) or (_, false) => Ternary.No,
        _ => Ternary.Yes,
    };

    private static string CauseOf<T>(Collected<T>? collected)
        where T : class => (collected?.Absence ?? Absence.NotCollected).Cause;
}

/// <summary>A CloudTrail Lake event data store, whose events nobody can change.</summary>
internal sealed record StoreRecorder : EventRecorder
{
    public required EventDataStore Store { get; init; }

    /// <summary>Where commands about it are to be sent; null if its ARN does not say.</summary>
    public string? HomeRegion => KeyPolicies.Naming.Arn.TryParse(Store.Arn, out var arn) && arn.Region.Length > 0 ? arn.Region : null;

    public static StoreRecorder Of(Collected<EventDataStore> collected, EventDataStore store) => new()
    {
        Arn = store.Arn,
        Name = $"event data store '{store.Name}'",
        Store = store,
        IsLogging = store.Status == "ENABLED" ? Ternary.Yes : Ternary.No,
        Coverage = KeyEventCoverage.Of([], store.Selectors),
        Evidence = [collected.Reference],
    };
}
