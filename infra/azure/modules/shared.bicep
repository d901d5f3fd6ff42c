// Types, functions and values that the modules share.

@export()
@description('Texts by name.')
type texts = {
  *: string
}

@export()
@description('How many keys each organization has, by its ID.')
type keyCounts = {
  *: 1 | 2
}

@export()
@secure()
@description('Lists of keys by the IDs of organizations: one key each, or two.')
type keyLists = {
  *: string[]
}

@export()
@description('Built-in roles for data in storage, by their IDs (https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage).')
var roles = {
  blobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  blobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
}

@export()
@description('Properties of every storage account: no keys, no anonymous access, no plain HTTP.')
var hardened = {
  allowSharedKeyAccess: false
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  defaultToOAuthAuthentication: true
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
  // The Functions host uses the public names of the accounts. Only identities with a role have access.
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

@export()
@description('The categories of a storage account\'s log: who read, wrote or deleted blobs.')
var blobLogs = [
  { category: 'StorageRead', enabled: true }
  { category: 'StorageWrite', enabled: true }
  { category: 'StorageDelete', enabled: true }
]
