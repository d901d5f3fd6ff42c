using AtRest.Storage;

namespace AtRest.Hosting.Audits;

/// <summary>The stored plan of an audit cannot be used: it was changed or damaged, or contradicts itself. Reading it again changes nothing.</summary>
internal sealed class DamagedPlanException : StorageException
{
    public DamagedPlanException(StorageException damage)
        : base(damage.Message, damage) => IsDamage = true;
}
