// The key vault. It holds what cannot be replaced by an identity: the keys that EventBridge shows to the webhook, and secrets of other APIs.

import { texts } from 'shared.bicep'

@description('Where the resources are created.')
param location string

@description('3 to 24 letters, digits and dashes, unique in the world.')
param name string

@description('The key that EventBridge sends.')
@secure()
param webhookKey string

@description('A second valid key, while the first is being replaced; empty: none.')
@secure()
param secondWebhookKey string

@description('The object id of the identity that AtRest runs as.')
param principalId string

@description('The workspace that hears who used the vault.')
param workspaceId string

param tags texts

var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
  }

  // Written here, and not by hand later: a reference to a secret that is not there would stand as plain text in the setting.
  resource webhookKeySecret 'secrets' = {
    name: 'webhook-key-0'
    properties: { value: webhookKey }
  }

  resource secondWebhookKeySecret 'secrets' = if (!empty(secondWebhookKey)) {
    name: 'webhook-key-1'
    properties: { value: secondWebhookKey }
  }
}

// Reads the values of secrets in this vault; lists, changes and deletes none.
resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource use 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'use'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AuditEvent', enabled: true }
    ]
  }
}

output vaultUri string = vault.properties.vaultUri
output name string = vault.name
