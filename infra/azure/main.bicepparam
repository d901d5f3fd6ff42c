// A sample. Copy it, and set the webhook key in the environment, never in a file.
//   ATREST_WEBHOOK_KEY="$(openssl rand -base64 48)" az deployment group create --resource-group atrest --parameters infra/azure/main.bicepparam
using 'main.bicep'

param prefix = 'atrest'
param webhookKey = readEnvironmentVariable('ATREST_WEBHOOK_KEY')
param nightlySchedule = '0 0 2 * * *'

// People sign in with Microsoft Entra ID; the claim names the organizations whose reports they can see.
param authority = 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0'
param audience = 'api://atrest'
param organizationClaim = 'organization'
param operatorRole = 'AtRest.Operator'

param extraSettings = {
  AWS_REGION: 'eu-central-1'
}

// The inventory names these settings; the values are in the key vault that the deployment creates.
param vaultSettings = {}

param tags = {
  application: 'AtRest'
}
