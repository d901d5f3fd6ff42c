using Xunit.Sdk;
using Xunit.v3;

// Each test of these projects has its own folder, clouds, servers and processes, and mostly waits for them. So more of them run at once than there are processors.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 6)]
