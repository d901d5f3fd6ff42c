namespace AtRest.Core.Tests.Policies.Fixing;

public sealed class DumpTests
{
    [Fact]
    public void Dump_All_Writes()
    {
        Directory.CreateDirectory("/tmp/s2fix");
        foreach (var name in FixCase.All)
        {
            var result = FixCase.Read(name).Fix();
            File.WriteAllText($"/tmp/s2fix/{name}.txt", result.Text);
            File.WriteAllText($"/tmp/s2fix/{name}.log", result.Outcome + "\n" + string.Join('\n', result.Changes) + "\n" + string.Join('\n', result.Reasons) + "\n" + AtRest.Core.Policies.Fixing.PolicyDifference.Of(FixCase.Read(name).Text, result.Text));
        }
    }
}
