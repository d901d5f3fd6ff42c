// The deployed package, in an account of its own. The identity that AtRest runs as has no role here.

import { blobLogs, hardened, roles, texts } from 'shared.bicep'

@description('Where the resources are created.')
param location string

@description('3 to 24 lower-case letters and digits, unique in the world.')
param name string

@description('How the account is replicated.')
param sku string

@description('The object id of the identity that Azure deploys packages with.')
param principalId string

@description('Whether a package can be deployed now.')
param writable bool

@description('For how many days a deleted package can be brought back.')
param undeleteDays int

@description('The workspace that hears who read, wrote or deleted packages.')
param workspaceId string

param tags texts

var packageContainer = 'package'

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
    // Every package that ran stays, as a version: who wrote it is in the log.
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: undeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: undeleteDays }
  }

  resource packages 'containers' = {
    name: packageContainer
  }
}

// Azure fetches the package with it when an instance starts.
resource readsPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(blobs::packages.id, principalId, roles.blobDataReader)
  scope: blobs::packages
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Azure stores the package with it during a deployment.
resource writesPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (writable) {
  name: guid(blobs::packages.id, principalId, roles.blobDataContributor)
  scope: blobs::packages
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataContributor)
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

output containerUri string = '${account.properties.primaryEndpoints.blob}${packageContainer}'
output containerId string = blobs::packages.id
