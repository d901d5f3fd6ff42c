using AtRest.Core.Audits;

namespace AtRest.Reports.Html;

/// <summary>Numbers the statements of a page, in the order in which clusters refer to them: each is written once.</summary>
internal sealed class StatementNumbers
{
    private readonly Dictionary<Statement, int> numbers = [];

    /// <summary>By number.</summary>
    public IEnumerable<(int Number, Statement Statement)> All => numbers.Select(entry => (entry.Value, entry.Key));

    public bool IsEmpty => numbers.Count == 0;

    public void Add(ClusterAudit cluster)
    {
        foreach (var statement in cluster.Statements)
        {
            Of(statement);
        }
    }

    public int Of(Statement statement)
    {
        if (!numbers.TryGetValue(statement, out var number))
        {
            numbers.Add(statement, number = numbers.Count + 1);
        }

        return number;
    }
}
