using AtRest.Functions.Handler;

return await CustomHandler.RunAsync().ConfigureAwait(false);
