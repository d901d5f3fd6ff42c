using AtRest.Functions.Tests;
using AtRest.Functions.Tests.Support;
using Xunit.MicrosoftTestingPlatform;

// Either the tests, as any project of tests runs them, or the host that they start and kill.
if (HostProcess.Order() is { } order)
{
    await HostProcess.RunAsync(order);
    return 0;
}

return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
