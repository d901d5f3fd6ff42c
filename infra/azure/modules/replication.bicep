// The archive's policy on the account that is copied from. A module of its own because Azure chooses its name only when the archive has the policy.

@description('The account whose blobs are copied.')
param sourceName string

@description('The resource id of the account that gets the copies.')
param destinationId string

@description('The id that Azure gave the policy.')
param policyId string

@description('The id that Azure gave the policy\'s rule.')
param ruleId string

@description('The container whose blobs are copied.')
param sourceContainer string

@description('The container that gets the copies.')
param destinationContainer string

@description('Blobs whose names begin with it are copied.')
param prefix string

resource source 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: sourceName
}

resource sending 'Microsoft.Storage/storageAccounts/objectReplicationPolicies@2024-01-01' = {
  parent: source
  name: policyId
  properties: {
    sourceAccount: source.id
    destinationAccount: destinationId
    rules: [
      {
        ruleId: ruleId
        sourceContainer: sourceContainer
        destinationContainer: destinationContainer
        filters: { prefixMatch: [prefix] }
      }
    ]
  }
}
