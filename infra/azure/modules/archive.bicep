// The archive: copies of reports and their evidence that no one can change or delete before they expire. No identity has a role here; Azure makes the copies
// (https://learn.microsoft.com/azure/storage/blobs/object-replication-overview). The policy cannot be on AtRest's own container: AtRest deletes the working blobs
// there after days, and a blob under a policy cannot be deleted (https://learn.microsoft.com/azure/storage/blobs/immutable-version-level-worm-policies#scenarios).

import { blobLogs, hardened, texts } from 'shared.bicep'

@description('Where the resources are created.')
param location string

@description('The name: 3 to 24 lower-case letters and digits, globally unique.')
param name string

@description('How the account is replicated.')
param sku string

@description('The account whose blobs are copied.')
param sourceName string

@description('The container whose blobs are copied.')
param sourceContainer string

@description('The start of the names of blobs to copy.')
param prefix string

@description('The number of days for which a copy cannot be changed or deleted. After that, it is deleted.')
param days int

@description('The number of days after that in which you can restore a copy.')
param undeleteDays int

@description('The workspace for the log of reads, writes and deletions.')
param workspaceId string

param tags texts

var reportContainer = 'reports'

resource source 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: sourceName
}

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: hardened
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: undeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: undeleteDays }
  }

  resource reports 'containers' = {
    name: reportContainer
    properties: {
      immutableStorageWithVersioning: { enabled: true }
    }

    // The policy is unlocked until someone locks it, which cannot be undone: see docs/deploy.md.
    resource policy 'immutabilityPolicies' = {
      name: 'default'
      properties: {
        immutabilityPeriodSinceCreationInDays: days
        allowProtectedAppendWrites: false
      }
    }
  }
}

// First a copy's current version becomes a previous version, then a later run deletes it. While the policy applies, neither is possible.
resource cleaning 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobs]
  properties: {
    policy: {
      rules: [
        {
          name: 'expired'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: {
              baseBlob: { delete: { daysAfterCreationGreaterThan: days } }
              version: { delete: { daysAfterCreationGreaterThan: days } }
            }
          }
        }
      ]
    }
  }
}

// Azure assigns the IDs of the policy and its rule here. The source refers to both.
resource receiving 'Microsoft.Storage/storageAccounts/objectReplicationPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobs::reports::policy]
  properties: {
    sourceAccount: source.id
    destinationAccount: account.id
    rules: [
      {
        sourceContainer: sourceContainer
        destinationContainer: reportContainer
        filters: { prefixMatch: [prefix] }
      }
    ]
  }
}

module sending 'replication.bicep' = {
  params: {
    sourceName: sourceName
    destinationId: account.id
    policyId: receiving.properties.policyId
    ruleId: receiving.properties.rules[0].ruleId
    sourceContainer: sourceContainer
    destinationContainer: reportContainer
    prefix: prefix
  }
}

resource blobAccess 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: blobLogs
  }
}

output accountName string = account.name
output container string = reportContainer
