// azd up provisions this file (see azure.yaml): a resource group with all of main.bicep. Values come from azd.parameters.json.

targetScope = 'subscription'

import { texts } from 'modules/shared.bicep'

@description('The name of azd\'s environment, which is part of the resource group\'s name.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Where the resources are created. It must offer Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@description('The key that EventBridge sends in the header x-atrest-webhook-key: at least 32 random characters. Kept in the key vault.')
@secure()
@minLength(32)
param webhookKey string

@description('The issuer of the bearer tokens of people who fetch reports. Empty: API keys only.')
param authority string = ''

@description('The audience that bearer tokens must be for.')
param audience string = ''

@description('The claim of a bearer token that names the organization.')
param organizationClaim string = ''

@description('The role of a bearer token that can see every organization.')
param operatorRole string = ''

@description('The number of days for which reports and their evidence are kept.')
@minValue(1)
@maxValue(36500)
param reportDays int = 400

@description('Further app settings by name; no secrets.')
param extraSettings texts = {}

@description('App settings that are secrets: the name of each, and the name of its secret in the key vault.')
param vaultSettings texts = {}

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module main 'main.bicep' = {
  scope: group
  params: {
    location: location
    webhookKey: webhookKey
    authority: authority
    audience: audience
    organizationClaim: organizationClaim
    operatorRole: operatorRole
    reportDays: reportDays
    extraSettings: extraSettings
    vaultSettings: vaultSettings
    tags: tags
  }
}

@description('The resource group in which azd finds the app.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The name of the app.')
output appName string = main.outputs.appName

@description('The address of the API.')
output apiUri string = main.outputs.apiUri

@description('The value of the parameter WebhookUrl of infra/aws/customer-account.yaml.')
output webhookUrl string = main.outputs.webhookUrl

@description('The address to upload inventory.json to.')
output inventoryUri string = main.outputs.inventoryUri

@description('The name of the key vault, for further secrets.')
output vaultName string = main.outputs.vaultName

@description('The object ID of the identity, which is the subject of its tokens for AWS and Google.')
output identityObjectId string = main.outputs.identityObjectId
