// The storage account: the deployed package, the host's own state, the queue, the inventory and the reports.

import { texts } from 'types.bicep'

@description('Where the resources are created.')
param location string

@description('3 to 24 lower-case letters and digits, unique in the world.')
param name string

@description('How the account is replicated.')
param sku string

@description('The queue that audits are handed out by.')
param queueName string

@description('For how many days deleted and overwritten blobs can be brought back.')
param undeleteDays int

@description('The object id of the identity that AtRest runs as.')
param principalId string

@description('The workspace that hears who read, wrote or deleted blobs.')
param workspaceId string

param tags texts

var deploymentContainer = 'deployment'
var inventoryContainer = 'inventory'

// Blobs: the host keeps locks, keys and its package there, AtRest its reports; both create containers. Microsoft names this role, and no lesser one, as
// what the host needs (https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity).
var storageBlobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'

// Queues: AtRest puts messages in, the host takes them out, creates the poison queue and moves what failed there.
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // The Functions host reaches the account over its public name; only identities with a role get anything there.
    publicNetworkAccess: 'Enabled'
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: { enabled: true, keyType: 'Account' }
        queue: { enabled: true, keyType: 'Account' }
      }
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: undeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: undeleteDays }
  }

  resource deployment 'containers' = {
    name: deploymentContainer
  }

  resource inventory 'containers' = {
    name: inventoryContainer
  }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'

  resource audits 'queues' = {
    name: queueName
  }
}

resource ownsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, storageBlobDataOwner)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource usesQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, storageQueueDataContributor)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource blobAccess 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output deploymentContainerUri string = '${account.properties.primaryEndpoints.blob}${deploymentContainer}'
output inventoryUri string = '${account.properties.primaryEndpoints.blob}${inventoryContainer}/inventory.json'
