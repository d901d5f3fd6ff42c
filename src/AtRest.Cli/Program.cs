using AtRest.Cli;
using AtRest.Cli.CommandLine;

using var interruption = new Interruption();
return await CommandRunner.RunAsync(args, CliEnvironment.OfProcess() with { AllowGrace = grace => interruption.Grace = grace }, interruption.Token);
