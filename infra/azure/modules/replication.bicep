// The archive's policy on the source account. It is a separate module, because Azure assigns its name only when the archive has the policy.

@description('The account whose blobs are copied.')
param sourceName string

@description('The resource ID of the account that gets the copies.')
param destinationId string

@description('The ID that Azure assigned to the policy.')
param policyId string

@description('The ID that Azure assigned to the policy\'s rule.')
param ruleId string

@description('The container whose blobs are copied.')
param sourceContainer string

@description('The container that gets the copies.')
param destinationContainer string

@description('The start of the names of blobs to copy.')
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
