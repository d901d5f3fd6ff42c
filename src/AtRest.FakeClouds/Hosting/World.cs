using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Hosting;

/// <summary>The scenario, and the time at which it started.</summary>
internal class World
{
    private readonly DateTimeOffset start;

    public World(Scenario scenario, TimeProvider time)
    {
        Scenario = scenario;
        Time = time;
        start = time.GetUtcNow();
    }

    protected World(World other)
    {
        Scenario = other.Scenario;
        Time = other.Time;
        start = other.start;
    }

    public Scenario Scenario { get; }

    public TimeProvider Time { get; }

    public DateTimeOffset At(ScenarioTime time) => time.Resolve(start);

    public DateTimeOffset? AtOrNever(ScenarioTime? time) => time?.Resolve(start);
}
