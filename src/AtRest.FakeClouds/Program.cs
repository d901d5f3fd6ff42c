using AtRest.FakeClouds.Hosting;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
