using AtRest.Core.Controls;
using AtRest.Core.Rules;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest rules list --framework NAME</c>: the rules that speak to a framework, each with the controls.</summary>
internal static class FrameworkList
{
    public static async Task<int> WriteAsync(string name, TextWriter output)
    {
        var frameworks = FrameworkSearch.Find(name);
        if (frameworks.IsEmpty)
        {
            var suggestion = FrameworkSearch.Nearest(name) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            throw new InvalidInputException($"--framework: there is no framework '{name}'.{suggestion} Known are: {string.Join("; ", ControlCatalog.Frameworks.Select(known => known.Name))}.");
        }

        foreach (var framework in frameworks)
        {
            await output.WriteLineAsync(framework.Name);
            foreach (var rule in RuleCatalog.Descriptors)
            {
                var controls = framework.Controls.Where(control => control.Rules.Contains(rule.Id)).Select(control => control.Id).ToList();
                if (controls.Count > 0)
                {
                    await output.WriteLineAsync($"  {RulesCommand.Line(rule)} [{string.Join(", ", controls)}]");
                }
            }
        }

        return ExitCode.Compliant;
    }
}
