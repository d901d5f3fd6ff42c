using Xunit.v3;

// Each class of these projects has its own folders, clouds, servers and processes, and mostly waits for them. So more of them run at once than there are processors.
[assembly: Parallelization(MaxThreads = 4)]
