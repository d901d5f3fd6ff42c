// AtRest's storage account: its blobs, the queues, the inventory, and the state of the Functions host. Each role applies to one container or one queue.

import { blobLogs, hardened, roles, texts } from 'shared.bicep'

@description('Where the resources are created.')
param location string

@description('The name: 3 to 24 lower-case letters and digits, globally unique.')
param name string

@description('How the account is replicated.')
param sku string

@description('The queues, without their poison queues.')
param queueNames string[]

@description('The number of days in which you can restore deleted and overwritten blobs.')
param undeleteDays int

@description('Whether AtRest responds to downloads with links into the storage.')
param downloadLinks bool

@description('The object ID of the identity that AtRest runs as.')
param principalId string

@description('The workspace for the log of reads, writes and deletions.')
param workspaceId string

param tags texts

var ownContainer = 'atrest'
var inventoryContainer = 'inventory'

// The host keeps its locks and the timers' times in the first, its own keys in the second. The template creates them, because the host's role covers only these two.
var hostContainers = ['azure-webjobs-hosts', 'azure-webjobs-secrets']

// The host moves a message that failed too often to the poison queue.
var allQueues = flatten(map(queueNames, queue => [queue, '${queue}-poison']))

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
    // The archive needs versions and the change feed. No role of the app can delete a version, so you can restore what it deletes or overwrites.
    isVersioningEnabled: true
    changeFeed: { enabled: true, retentionInDays: undeleteDays }
    deleteRetentionPolicy: { enabled: true, days: undeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: undeleteDays }
  }

  resource own 'containers' = {
    name: ownContainer
  }

  resource inventory 'containers' = {
    name: inventoryContainer
  }

  resource host 'containers' = [
    for container in hostContainers: {
      name: container
    }
  ]
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = [
  for queue in allQueues: {
    parent: queueService
    name: queue
  }
]

// Versions are kept as long as deleted blobs, from the time of their writing. Deleting a version is a soft deletion, which can be undone for the same time.
resource cleaning 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobs]
  properties: {
    policy: {
      rules: [
        {
          name: 'versions'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: undeleteDays } } }
          }
        }
      ]
    }
  }
}

// AtRest reads, writes, lists and deletes its blobs; it can create the container, which it tries at its first write. It cannot delete versions.
resource writesOwnBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(blobs::own.id, principalId, roles.blobDataContributor)
  scope: blobs::own
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// AtRest reads the inventory and cannot change it.
resource readsInventory 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(blobs::inventory.id, principalId, roles.blobDataReader)
  scope: blobs::inventory
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Microsoft requires Owner for the host's storage (https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity).
// It requires the role on the account, but the host uses only these two containers.
resource ownsHostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (container, index) in hostContainers: {
    name: guid(blobs::host[index].id, principalId, roles.blobDataOwner)
    scope: blobs::host[index]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataOwner)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// AtRest sends messages; the host receives them and moves failed ones. Sender and Processor together would be enough for that. But both AtRest and the host try to
// create the queue, and Azure refuses this without the right to write queues, even if the queue exists.
resource usesQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (queue, index) in allQueues: {
    name: guid(queues[index].id, principalId, roles.queueDataContributor)
    scope: queues[index]
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.queueDataContributor)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Only the account can issue the key that signs a link. The role reads and writes nothing, and a link has no more rights than the identity.
resource signsLinks 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (downloadLinks) {
  name: guid(account.id, principalId, roles.blobDelegator)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDelegator)
    principalId: principalId
    principalType: 'ServicePrincipal'
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

output name string = account.name
output container string = blobs::own.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output inventoryUri string = '${account.properties.primaryEndpoints.blob}${inventoryContainer}/inventory.json'
