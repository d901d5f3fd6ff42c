namespace AtRest.Core.Tests.Policies.Fixing;

public sealed class DumpTests
{
    [Fact]
    public void Dump_All_Writes()
    {
        foreach (var name in FixCase.All)
        {
            File.WriteAllText($"/tmp/s2fix/{name}.txt", FixCase.Read(name).Fix().Text);
        }
    }
}
