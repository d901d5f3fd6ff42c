// The deployed package, in a separate account. The identity that AtRest runs as has no role here.

import { blobLogs, hardened, roles, texts } from 'shared.bicep'

@description('Where the resources are created.')
param location string

@description('The name: 3 to 24 lower-case letters and digits, globally unique.')
param name string

@description('How the account is replicated.')
param sku string

@description('The object ID of the identity that Azure deploys packages with.')
param principalId string

@description('Whether a package can be deployed now.')
param writable bool

@description('The number of days in which you can restore a deleted package.')
param undeleteDays int

@description('The workspace for the log of reads, writes and deletions.')
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
    // Every earlier package remains as a version. The log names who wrote it.
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: undeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: undeleteDays }
  }

  resource packages 'containers' = {
    name: packageContainer
  }
}

// Azure uses this role to fetch the package when an instance starts.
resource readsPackages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(blobs::packages.id, principalId, roles.blobDataReader)
  scope: blobs::packages
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Azure uses this role to store the package during a deployment.
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
