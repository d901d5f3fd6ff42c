// AtRest on Azure Functions: all its resources, in one resource group. See docs/deploy.md.

targetScope = 'resourceGroup'

import { keyCounts, keyLists, texts } from 'modules/shared.bicep'

@description('The start of all resource names: 3 to 11 lower-case letters and digits, the first a letter.')
@minLength(3)
@maxLength(11)
param prefix string = 'atrest'

@description('Where the resources are created. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
param location string = resourceGroup().location

@description('The key that EventBridge sends in the header x-atrest-webhook-key: at least 32 random characters. Kept in the key vault.')
@secure()
@minLength(32)
param webhookKey string

@description('A second valid key, for the time of a change. Empty: none.')
@secure()
param secondWebhookKey string = ''

@description('The organizations with keys of the webhook for their events only: the ID of each, and how many keys it has: 1, or 2 for the time of a change.')
param webhookOrganizations keyCounts = {}

@description('The keys of these organizations: { acme: [\'KEY\'] }, each at least 32 random characters. Kept in the key vault.')
param organizationWebhookKeys keyLists = {}

@description('When the nightly audit starts: six fields, in UTC (https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions).')
param nightlySchedule string = '0 0 2 * * *'

@description('The issuer of the bearer tokens of people who fetch reports, such as https://login.microsoftonline.com/TENANT/v2.0. Empty: API keys only.')
param authority string = ''

@description('The audience that bearer tokens must be for.')
param audience string = ''

@description('The claim of a bearer token that names the organization.')
param organizationClaim string = ''

@description('The role of a bearer token that can see every organization.')
param operatorRole string = ''

@description('Further app settings by name, such as AtRest__Audits__RetentionDays or the hashes of AtRest__ApiKeys__…; no secrets.')
param extraSettings texts = {}

@description('App settings that are secrets: the name of each, and the name of its secret in the key vault. They must be in the vault before the app starts.')
param vaultSettings texts = {}

@description('How the storage accounts are replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('The queue that distributes audits to workers.')
@minLength(3)
@maxLength(56)
param queueName string = 'atrest-audits'

@description('The number of days in which you can restore deleted and overwritten blobs.')
@minValue(1)
@maxValue(365)
param undeleteDays int = 7

@description('The number of days for which reports and their evidence are kept. Then AtRest deletes its own. Until then, no one can change or delete the copies in the archive.')
@minValue(1)
@maxValue(36500)
param reportDays int = 400

@description('Whether reports and their evidence are copied to the archive.')
param archiveReports bool = true

@description('Whether downloads are answered with links into the storage. The identity then gets a role on the whole storage account that reads and writes nothing.')
param downloadLinks bool = false

@description('Whether a package can be deployed. Once the app runs, you can remove the right to write packages until the next deployment: see docs/deploy.md.')
param packageWritable bool = true

@description('The number of days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('The maximum number of instances.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

@description('The number of instances that are always ready for HTTP, so that the webhook never waits for a start. They cost extra. 0: none.')
@minValue(0)
@maxValue(20)
param readyInstances int = 0

@description('The tags of every resource.')
param tags texts = {}

var suffix = uniqueString(resourceGroup().id)
var name = '${prefix}-${suffix}'

// The other queues of AtRest; their names are in its code.
var fixedQueues = ['atrest-key-changes', 'atrest-notifications']

// A user-assigned identity remains if the app is deleted and created again, and so does the trust of AWS and Google in it.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

// Azure stores and fetches the app's package with this identity. AtRest never requests its token.
resource packageIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-package'
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    prefix: name
    retentionDays: logRetentionDays
    principalId: identity.properties.principalId
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: location
    name: take('${prefix}${suffix}', 24)
    sku: storageSku
    queueNames: [queueName, ...fixedQueues]
    undeleteDays: undeleteDays
    downloadLinks: downloadLinks
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module package 'modules/package.bicep' = {
  params: {
    location: location
    name: take('${prefix}pkg${suffix}', 24)
    sku: storageSku
    principalId: packageIdentity.properties.principalId
    writable: packageWritable
    undeleteDays: undeleteDays
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module archive 'modules/archive.bicep' = if (archiveReports) {
  params: {
    location: location
    name: take('${prefix}arc${suffix}', 24)
    sku: storageSku
    sourceName: storage.outputs.name
    sourceContainer: storage.outputs.container
    prefix: 'organizations/'
    days: reportDays
    undeleteDays: undeleteDays
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

module secrets 'modules/secrets.bicep' = {
  params: {
    location: location
    name: take('${prefix}${suffix}', 24)
    webhookKey: webhookKey
    secondWebhookKey: secondWebhookKey
    webhookOrganizations: webhookOrganizations
    organizationWebhookKeys: organizationWebhookKeys
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

var hostSettings = {
  AzureWebJobsStorage__accountName: storage.outputs.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  // AtRest answers at the root, instead of the host's own page.
  AzureWebJobsDisableHomepage: 'true'
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  // The identity that the Azure SDK in AtRest uses.
  AZURE_CLIENT_ID: identity.properties.clientId
}

// The URL that notifications link to. extraSettings can set the app's own domain instead.
var defaults = {
  AtRest__PublicUrl: 'https://${name}.azurewebsites.net'
}

var appSettings = {
  AtRest__NightlySchedule: nightlySchedule
  AtRest__Inventory: storage.outputs.inventoryUri
  AtRest__Storage__AccountUri: storage.outputs.blobEndpoint
  AtRest__Storage__Container: storage.outputs.container
  AtRest__Retention__Reports: string(reportDays)
  AtRest__Downloads__Links: string(downloadLinks)
  AtRest__Audits__Queue: queueName
  AtRest__Webhook__Keys__0: reference(secrets.outputs.vaultUri, 'webhook-key-0')
}

var secondKey = empty(secondWebhookKey)
  ? {}
  : { AtRest__Webhook__Keys__1: reference(secrets.outputs.vaultUri, 'webhook-key-1') }
// The names of settings allow no hyphen everywhere: AtRest reads an underscore as one.
var organizationKeys = flatten(map(
  items(webhookOrganizations),
  organization =>
    map(range(0, organization.value), index => {
      setting: 'AtRest__Webhook__Organizations__${replace(organization.key, '-', '_')}__Keys__${index}'
      secret: 'webhook-key-${organization.key}-${index}'
    })
))
var organizationKeySettings = toObject(
  organizationKeys,
  key => key.setting,
  key => reference(secrets.outputs.vaultUri, key.secret)
)
var authentication = empty(authority)
  ? {}
  : {
      AtRest__Authentication__Authority: authority
      AtRest__Authentication__Audience: audience
      AtRest__Authentication__OrganizationClaim: organizationClaim
      AtRest__Authentication__OperatorRole: operatorRole
    }

@description('The value of a setting that refers to a secret. The host replaces it with the secret when it starts the app.')
func reference(vaultUri string, secret string) string => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${secret})'

module app 'modules/app.bicep' = {
  params: {
    location: location
    name: name
    identityId: identity.id
    packageContainerUri: package.outputs.containerUri
    packageIdentityId: packageIdentity.id
    settings: union(
      defaults,
      extraSettings,
      mapValues(vaultSettings, secret => reference(secrets.outputs.vaultUri, secret)),
      authentication,
      secondKey,
      organizationKeySettings,
      appSettings,
      hostSettings
    )
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
    readyInstances: readyInstances
    workspaceId: monitoring.outputs.workspaceId
    tags: tags
  }
}

@description('The name of the app, for az functionapp deployment and func azure functionapp publish.')
output appName string = app.outputs.name

@description('The address of the API.')
output apiUri string = 'https://${app.outputs.hostName}/api'

@description('The value of the parameter WebhookUrl of infra/aws/customer-account.yaml.')
output webhookUrl string = 'https://${app.outputs.hostName}/api/webhooks/key-policy'

@description('The address to upload inventory.json to.')
output inventoryUri string = storage.outputs.inventoryUri

@description('The name of the key vault, for further secrets.')
output vaultName string = secrets.outputs.name

@description('The account with the copies of reports. Empty: none.')
output archiveAccount string = archive.?outputs.accountName ?? ''

@description('The container of the deployed package: the scope of the role that writes it.')
output packageContainerId string = package.outputs.containerId

@description('The object ID of the identity that writes packages.')
output packageIdentityObjectId string = packageIdentity.properties.principalId

@description('The object ID of the identity, which is the subject of its tokens for AWS and Google.')
output identityObjectId string = identity.properties.principalId

@description('The tenant. The issuer of the tokens is https://sts.windows.net/TENANT/.')
output tenantId string = tenant().tenantId
