// The key vault. It holds secrets that an identity cannot replace: the keys that EventBridge sends to the webhook, and secrets of other APIs.

import { keyCounts, keyLists, texts } from 'shared.bicep'

@description('Where the resources are created.')
param location string

@description('The name: 3 to 24 letters, digits and hyphens, globally unique.')
param name string

@description('The key that EventBridge sends.')
@secure()
param webhookKey string

@description('A second valid key, for the time of a change. Empty: none.')
@secure()
param secondWebhookKey string

@description('The organizations with keys of their own events, and how many each has.')
param webhookOrganizations keyCounts

@description('These keys.')
param organizationWebhookKeys keyLists

@description('The object ID of the identity that AtRest runs as.')
param principalId string

@description('The workspace for the log of the vault.')
param workspaceId string

param tags texts

var organizationKeys = flatten(map(
  items(webhookOrganizations),
  organization =>
    map(range(0, organization.value), index => {
      id: organization.key
      index: index
    })
))

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

  // The template writes the secret, because a setting that refers to a missing secret has the text of the reference as its value.
  resource webhookKeySecret 'secrets' = {
    name: 'webhook-key-0'
    properties: { value: webhookKey }
  }

  resource secondWebhookKeySecret 'secrets' = if (!empty(secondWebhookKey)) {
    name: 'webhook-key-1'
    properties: { value: secondWebhookKey }
  }
}

resource organizationKeySecrets 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for key in organizationKeys: {
    parent: vault
    name: 'webhook-key-${key.id}-${key.index}'
    properties: { value: organizationWebhookKeys[key.id][key.index] }
  }
]

// This role reads the values of secrets in this vault. It cannot list, change or delete them.
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
