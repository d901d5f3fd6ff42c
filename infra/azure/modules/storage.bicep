// The storage account that AtRest works in: its blobs, the queues, the inventory, and the state of the Functions host. Each role is for one container or one queue.

import { blobLogs, hardened, roles, texts } from 'shared.bicep'

@description('Where the resources are created.')
param location string

@description('3 to 24 lower-case letters and digits, unique in the world.')
param name string

@description('How the account is replicated.')
param sku string

@description('The queues, without their poison queues.')
param queueNames string[]

@description('For how many days deleted and overwritten blobs can be brought back.')
param undeleteDays int

@description('Whether AtRest answers downloads with links into the storage.')
param downloadLinks bool

@description('The object id of the identity that AtRest runs as.')
param principalId string

@description('The workspace that hears who read, wrote or deleted blobs.')
param workspaceId string

param tags texts

var ownContainer = 'atrest'
var inventoryContainer = 'inventory'

// The host keeps its locks and the timers' times in the first, its own keys in the second. They are created here because its role covers nothing but them.
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
    // Versions and the change feed are what the archive is filled from. No role of the app deletes a version: what it deletes or overwrites can be brought back.
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

// Versions are kept as long as deleted blobs, counted from when they were written; deleting one is a soft deletion, which can be undone as long again.
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

// AtRest reads, writes, lists and deletes its blobs; it may create the container, which it tries at its first write. It deletes no versions.
resource writesOwnBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(blobs::own.id, principalId, roles.blobDataContributor)
  scope: blobs::own
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// AtRest reads the inventory, and cannot change what is declared.
resource readsInventory 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(blobs::inventory.id, principalId, roles.blobDataReader)
  scope: blobs::inventory
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Microsoft names Owner, and no lesser role, for the host's storage (https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity).
// It names it for the account; the host uses these two containers of it.
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

// AtRest sends messages, the host takes them and moves what failed. Sender and Processor together would do for that, but not for creating a queue, which both try and
// which is refused without the right to write queues even if the queue is there.
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

// A link is signed with a key that only the account as a whole gives. The role reads and writes nothing, and a link can do no more than the identity itself.
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
