using System.Collections.Immutable;

namespace AtRest.Core.Costs;

/// <summary>What the keys of an organization and its audits cost the organization in a month: an estimate from the evidence of one audit and the list prices of this release.</summary>
public sealed record OrganizationCosts
{
    /// <summary>An audit every night: the assumption about how often the calls of this audit are made.</summary>
    public const int AuditsAMonth = 30;

    /// <summary>The calls of this audit, by operation; empty if the evidence does not have their numbers.</summary>
    public ImmutableArray<CallCount> Calls { get; init; } = [];

    /// <summary>The parts: the keys, each once, and the calls of the audits.</summary>
    public required ImmutableArray<CostPart> Parts { get; init; }

    /// <summary>What also costs something, or may, and is not in the parts: sentences.</summary>
    public required ImmutableArray<string> Unknown { get; init; }

    /// <summary>What the requests of whole accounts cost, if the audit read their metrics. They are not in the parts.</summary>
    public ImmutableArray<AccountRequests> Accounts { get; init; } = [];

    /// <summary>The sum of the parts.</summary>
    public MonthlyCost Sum => MonthlyCost.Of(Parts);
}

/// <summary>The calls of an operation in an audit, in one partition of its cloud.</summary>
/// <param name="Operation">The operation, by the name of its permission: <c>kms:DescribeKey</c>.</param>
/// <param name="Partition">The partition of the resources, from their ARNs; empty if they have none.</param>
/// <param name="Calls">The number of calls whose number is known.</param>
/// <param name="Uncounted">The pieces of evidence that do not have the number of their calls.</param>
public readonly record struct CallCount(string Operation, string Partition, int Calls, int Uncounted)
{
    /// <summary>The service of the operation: <c>kms</c>.</summary>
    public string Service => Operation.Split(':', 2)[0];
}

/// <summary>Adds what the keys of clusters cost, each key once.</summary>
internal sealed class KeyCostSum
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly List<(string What, string PriceId)> order = [];
    private readonly Dictionary<(string What, string PriceId), CostPart> parts = [];
    private int incomplete;
    private int paidByOthers;

    /// <summary>The parts of all keys that the customer pays for.</summary>
    public IEnumerable<CostPart> Parts => order.Select(kind => parts[kind]);

    /// <summary>What is not in the parts.</summary>
    public IEnumerable<string> Unknown
    {
        get
        {
            if (incomplete > 0)
            {
                yield return incomplete == 1
                    ? "The cost of 1 key is not known, or not all of it. Its cluster has the reason."
                    : $"The costs of {incomplete} keys are not known, or not all of them. Their clusters have the reasons.";
            }

            if (paidByOthers > 0)
            {
                yield return $"Camunda pays for {(paidByOthers == 1 ? "1 key" : $"{paidByOthers} keys")}. What Camunda charges for that is part of your contract, and AtRest does not know it.";
            }
        }
    }

    public void Add(KeyCost key)
    {
        if (!seen.Add(key.Key))
        {
            return;
        }

        if (key.Payer != CostPayer.Customer)
        {
            paidByOthers++;
            return;
        }

        incomplete += key.Unknown.IsEmpty ? 0 : 1;

        // A free key is no part of a sum.
        foreach (var part in key.Parts.Where(part => part.Quantity > 0))
        {
            var kind = (part.What, part.PriceId);
            if (parts.TryGetValue(kind, out var known))
            {
                parts[kind] = known with
                {
                    Quantity = known.Quantity + part.Quantity,
                    Cost = known.Cost.Plus(part.Cost),
                    Note = known.Note is null || part.Note is null || known.Note == part.Note ? known.Note ?? part.Note : "For several reasons: the clusters have them.",
                };
            }
            else
            {
                order.Add(kind);
                parts.Add(kind, part);
            }
        }
    }
}
