// The plan and the function app: a .NET isolated worker on Flex Consumption
// (https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan, https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide).

import { texts } from 'shared.bicep'

@description('Where the resources are created.')
param location string

@description('The name of the app: it becomes NAME.azurewebsites.net.')
param name string

@description('The resource ID of the identity that AtRest runs as.')
param identityId string

@description('The address of the container for packages.')
param packageContainerUri string

@description('The resource ID of the identity that Azure stores and fetches packages with.')
param packageIdentityId string

@description('The app settings, by name.')
param settings texts

@description('The maximum number of instances.')
param maximumInstances int

@description('Memory of an instance, in MB.')
param instanceMemory int

@description('The number of instances that are always ready for HTTP. They cost extra. 0: none.')
param readyInstances int

@description('The workspace that gets the app\'s own logs.')
param workspaceId string

param tags texts

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd finds the app "functions" of azure.yaml by this tag.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {}, '${packageIdentityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      appSettings: [for setting in items(settings): { name: setting.key, value: setting.value }]
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: packageIdentityId }
        }
      }
      // This plan sets the runtime here, and refuses the setting FUNCTIONS_WORKER_RUNTIME
      // (https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations).
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemory
        alwaysReady: readyInstances > 0 ? [{ name: 'http', instanceCount: readyInstances }] : []
      }
    }
  }

  // Deployments use an identity, never a publishing password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'FunctionAppLogs', enabled: true }
    ]
    metrics: [
      { category: 'AllMetrics', enabled: true }
    ]
  }
}

output name string = app.name
output hostName string = app.properties.defaultHostName
