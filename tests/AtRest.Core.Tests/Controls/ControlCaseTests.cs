using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Controls;

/// <summary>
/// The cases of <c>control-cases.json</c>: the given changes are merged into the healthy fleet as in rule cases, and the status of controls and parts of the
/// reason are expected.
/// </summary>
public sealed class ControlCaseTests
{
    private static readonly Lazy<ImmutableArray<ControlCase>> Cases = new(() => RuleCaseFiles.Read<ImmutableArray<ControlCase>>(Path.Combine("..", "Controls", "control-cases.json")));

    public static TheoryData<string> Names => [.. Cases.Value.Select(@case => @case.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Controls_OfACase_HaveTheStatusAndTheReason(string name)
    {
        var @case = Cases.Value.Single(entry => entry.Name == name);

        var report = new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(CaseWorld.With(@case.Given));

        foreach (var expected in @case.Expect)
        {
            var result = report.Frameworks.Single(framework => framework.Name == expected.Framework).Controls.Single(control => control.Control.Id == expected.Control);
            result.Status.ShouldBe(expected.Status, $"{@case.What}: {expected.Framework} {expected.Control}: {result.Reason}");
            foreach (var text in expected.Says)
            {
                result.Reason.ShouldNotBeNull().ShouldContain(text);
            }
        }
    }

    [Fact]
    public void Controls_EveryStatusThatIsNotAPass_HasAReason()
    {
        foreach (var result in Cases.Value.SelectMany(@case => new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(CaseWorld.With(@case.Given)).Frameworks).SelectMany(framework => framework.Controls))
        {
            if (result.Status is ControlStatus.Partly or ControlStatus.NotShown)
            {
                result.Reason.ShouldNotBeNullOrWhiteSpace();
                result.Gaps.ShouldNotBeEmpty();
            }
            else if (result.Status is ControlStatus.Pass or ControlStatus.NotApplicable)
            {
                result.Reason.ShouldBeNull();
            }
        }
    }

    /// <summary>A control that passes in one case does not pass in another, and the reverse, so each threshold is tested on both sides.</summary>
    [Fact]
    public void Cases_OfEveryMeasuredControl_ShowBothSides()
    {
        var seen = Cases.Value.SelectMany(@case => @case.Expect).ToLookup(expected => (expected.Framework, expected.Control), expected => expected.Status);
        var checks = ControlCatalog.Frameworks.SelectMany(framework => framework.Controls.SelectMany(control => control.Measures.Select(measure => (measure.Check, measure.Days, Key: (framework.Name, control.Id)))))
            .GroupBy(entry => (entry.Check, entry.Days));
        foreach (var check in checks)
        {
            var statuses = check.SelectMany(entry => seen[entry.Key]).ToHashSet();
            (statuses.Contains(ControlStatus.Pass) || statuses.Contains(ControlStatus.Partly)).ShouldBeTrue($"{check.Key}");
            (statuses.Contains(ControlStatus.NotShown) || statuses.Contains(ControlStatus.Fail)).ShouldBeTrue($"{check.Key}");
        }
    }

    private sealed record ControlCase(string Name, string What, JsonObject Given, ImmutableArray<ExpectedControl> Expect);

    private sealed record ExpectedControl(string Framework, string Control, ControlStatus Status)
    {
        public ImmutableArray<string> Says { get; init; } = [];
    }
}
