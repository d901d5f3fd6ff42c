// Makes one call of each operation that the fake clouds offer, and some that they refuse, with the clouds' own clients from npm. Writes a JSON line for each:
// {"call": "kms:DescribeKey", "answer": …} or {"call": …, "error": {"name": …, "code": …, "reason": …, "message": …}}.
// Usage: node calls.cjs FOLDER-WITH-NODE-MODULES ENDPOINT TEMPORARY-FOLDER
'use strict'

const { createRequire } = require('node:module')
const { generateKeyPairSync } = require('node:crypto')
const path = require('node:path')

const [, , clients, endpoint, temporary] = process.argv
const load = createRequire(path.resolve(clients, 'package.json'))
const url = new URL(endpoint)
const base = url.origin

const region = 'eu-central-1'
const account = '111122223333'
const role = `arn:aws:iam::${account}:role/AtRestAudit`
const keyId = `arn:aws:kms:${region}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`
const trail = `arn:aws:cloudtrail:${region}:${account}:trail/main`
const store = `arn:aws:cloudtrail:${region}:${account}:eventdatastore/55555555-5555-4555-8555-555555555555`
const ring = 'projects/p/locations/europe-west1/keyRings/r'
const cryptoKey = `${ring}/cryptoKeys/k`

const settings = {
  region,
  endpoint: base,
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'any' },
  maxAttempts: 1,
}

// Of an account that CloudTrail Lake is closed to.
const outsider = { credentials: { accessKeyId: 'AKIAIOSFODNN7OUTSIDE', secretAccessKey: 'any' } }

/** Calls AWS: the command of that name, of a client of that name. */
function aws(packageName, client, command, input, more = {}) {
  const sdk = load(packageName)
  return new sdk[client]({ ...settings, ...more }).send(new sdk[command](input))
}

const kms = (command, input) => aws('@aws-sdk/client-kms', 'KMSClient', `${command}Command`, input)
const cloudTrail = (command, input, more) => aws('@aws-sdk/client-cloudtrail', 'CloudTrailClient', `${command}Command`, input, more)
const s3 = (command) => aws('@aws-sdk/client-s3', 'S3Client', `${command}Command`, { Bucket: 'acme-logs' }, { forcePathStyle: true })
const events = (command, input) => aws('@aws-sdk/client-eventbridge', 'EventBridgeClient', `${command}Command`, input)
const logs = (command, input) => aws('@aws-sdk/client-cloudwatch-logs', 'CloudWatchLogsClient', `${command}Command`, input)
const organizations = (command, input) => aws('@aws-sdk/client-organizations', 'OrganizationsClient', `${command}Command`, input)
const sts = (command, input) => aws('@aws-sdk/client-sts', 'STSClient', `${command}Command`, input)

/** The account's block. The client puts the account before the host's name, which no number can have: so it is given another name, which is taken away again. */
function accountBlock() {
  const { S3ControlClient, GetPublicAccessBlockCommand } = load('@aws-sdk/client-s3-control')
  const client = new S3ControlClient({ ...settings, endpoint: `http://localhost:${url.port}` })
  client.middlewareStack.add((next) => (args) => next({ ...args, request: Object.assign(args.request, { hostname: url.hostname }) }), { step: 'finalizeRequest', priority: 'low' })
  return client.send(new GetPublicAccessBlockCommand({ AccountId: account }))
}

/** An access token of Google's, for a service account with a key of its own. */
async function serviceAccount(scope = 'https://www.googleapis.com/auth/cloudkms') {
  const { JWT } = load('google-auth-library')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
  const client = new JWT({ email: 'auditor@p.iam.gserviceaccount.com', key: privateKey, scopes: [scope] })
  // The library knows Google's own address only; the request is its own.
  client.transporter.interceptors?.request.add({ resolved: async (config) => ({ ...config, url: new URL('/token', base) }) })
  return (await client.getAccessToken()).token
}

/** A token of a service account for the token of an app's managed identity: Azure's endpoint, Google's exchange, and the impersonation. */
async function federated() {
  const { IdentityPoolClient } = load('google-auth-library')
  const client = new IdentityPoolClient({
    type: 'external_account',
    audience: '//iam.googleapis.com/projects/123/locations/global/workloadIdentityPools/pool/providers/azure',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${base}/v1/token`,
    service_account_impersonation_url: `${base}/v1/projects/-/serviceAccounts/auditor@p.iam.gserviceaccount.com:generateAccessToken`,
    credential_source: {
      url: `${base}/msi/token?api-version=2019-08-01&resource=api://atrest`,
      headers: { 'X-IDENTITY-HEADER': 'identity-header' },
      format: { type: 'json', subject_token_field_name: 'access_token' },
    },
  })
  return (await client.getAccessToken()).token
}

/** What a key protects, with the library that Google's clients make their calls with. */
async function inventory(name) {
  const { OAuth2Client } = load('google-auth-library')
  const client = new OAuth2Client()
  client.setCredentials({ access_token: await serviceAccount('https://www.googleapis.com/auth/cloud-platform'), expiry_date: Date.now() + 3_000_000 })
  return (await client.request({ url: `${base}/v1/${name}/protectedResourcesSummary`, params: { fallbackScope: 'FALLBACK_SCOPE_PROJECT' } })).data
}

let keyManagement
async function googleKms() {
  if (!keyManagement) {
    const { OAuth2Client } = load('google-auth-library')
    const authClient = new OAuth2Client()
    authClient.setCredentials({ access_token: await serviceAccount(), expiry_date: Date.now() + 3_000_000 })
    // Over REST the client would send its POST, from IAM's own interface. Cloud KMS documents GET (https://cloud.google.com/kms/docs/reference/rest).
    const iam = load(path.resolve(clients, 'node_modules/google-gax/build/protos/iam_service.json'))
    const { GetIamPolicy } = iam.nested.google.nested.iam.nested.v1.nested.IAMPolicy.methods
    GetIamPolicy.options = { '(google.api.http).get': '/v1/{resource=**}:getIamPolicy' }
    GetIamPolicy.parsedOptions = [{ '(google.api.http)': { get: '/v1/{resource=**}:getIamPolicy' } }]
    const { KeyManagementServiceClient } = load('@google-cloud/kms')
    keyManagement = new KeyManagementServiceClient({ apiEndpoint: url.hostname, port: Number(url.port), protocol: 'http', fallback: true, authClient })
  }

  return keyManagement
}

/** Camunda's Administration API. At another address than Camunda's own the SDK takes the credentials that are named after Zeebe. */
function camunda(more = {}) {
  const { Camunda8 } = load('@camunda8/sdk')
  const names = { CAMUNDA_OAUTH_URL: `${base}/oauth/token`, CAMUNDA_CONSOLE_BASE_URL: base, CAMUNDA_CONSOLE_OAUTH_AUDIENCE: 'api.cloud.camunda.io' }
  const client = { CAMUNDA_CONSOLE_CLIENT_ID: 'client', CAMUNDA_CONSOLE_CLIENT_SECRET: 'secret +&=%', ZEEBE_CLIENT_ID: 'client', ZEEBE_CLIENT_SECRET: 'secret +&=%' }
  const quiet = { CAMUNDA_AUTH_STRATEGY: 'OAUTH', CAMUNDA_TOKEN_CACHE_DIR: temporary, CAMUNDA_LOG_LEVEL: 'none', CAMUNDA_OAUTH_FAIL_ON_ERROR: true }
  return new Camunda8({ ...names, ...client, ...quiet, ...more }).getAdminApiClient()
}

/** The token of the managed identity, as AWS's exchange takes it. */
async function identityToken() {
  const answer = await fetch(`${base}/msi/token?api-version=2019-08-01&resource=api://atrest`, { headers: { 'X-IDENTITY-HEADER': 'identity-header' } })
  return (await answer.json()).access_token
}

const event = JSON.stringify({ id: '1', account, source: 'aws.kms', time: '2026-11-24T08:00:00Z', region, resources: [], 'detail-type': 'x', detail: {} })
const metric = { Namespace: 'Audit', MetricName: 'keys' }

const calls = {
  'kms:DescribeKey': () => kms('DescribeKey', { KeyId: keyId }),
  'kms:GetKeyPolicy': () => kms('GetKeyPolicy', { KeyId: keyId }),
  'kms:GetKeyRotationStatus': () => kms('GetKeyRotationStatus', { KeyId: keyId }),
  'kms:ListKeyRotations': () => kms('ListKeyRotations', { KeyId: keyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }),
  'kms:ListGrants': () => kms('ListGrants', { KeyId: keyId, GranteePrincipal: 'arn:aws:iam::444455556666:role/tenant-acme' }),
  'kms:GetKeyLastUsage': () => kms('GetKeyLastUsage', { KeyId: keyId }),
  'cloudtrail:DescribeTrails': () => cloudTrail('DescribeTrails', { trailNameList: ['main'] }),
  'cloudtrail:GetTrail': () => cloudTrail('GetTrail', { Name: 'main' }),
  'cloudtrail:GetTrailStatus': () => cloudTrail('GetTrailStatus', { Name: trail }),
  'cloudtrail:GetEventSelectors': () => cloudTrail('GetEventSelectors', { TrailName: trail }),
  'cloudtrail:ListEventDataStores': () => cloudTrail('ListEventDataStores', {}),
  'cloudtrail:GetEventDataStore': () => cloudTrail('GetEventDataStore', { EventDataStore: store }),
  'cloudtrail:LookupEvents': () => cloudTrail('LookupEvents', { LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: keyId }] }),
  'organizations:DescribeOrganization': () => organizations('DescribeOrganization', {}),
  'organizations:ListParents': () => organizations('ListParents', { ChildId: account }),
  'organizations:ListPoliciesForTarget': () => organizations('ListPoliciesForTarget', { TargetId: account, Filter: 'RESOURCE_CONTROL_POLICY' }),
  'organizations:DescribePolicy': () => organizations('DescribePolicy', { PolicyId: 'p-own' }),
  's3:GetLifecycleConfiguration': () => s3('GetBucketLifecycleConfiguration'),
  's3:GetBucketVersioning': () => s3('GetBucketVersioning'),
  's3:GetBucketObjectLockConfiguration': () => s3('GetObjectLockConfiguration'),
  's3:GetBucketPublicAccessBlock': () => s3('GetPublicAccessBlock'),
  's3:GetBucketPolicyStatus': () => s3('GetBucketPolicyStatus'),
  's3:GetAccountPublicAccessBlock': () => accountBlock(),
  'sso:GetRoleCredentials': () => aws('@aws-sdk/client-sso', 'SSOClient', 'GetRoleCredentialsCommand', { accessToken: 'any', accountId: account, roleName: 'AtRestAudit' }),
  's3:GetBucketLocation': () => s3('GetBucketLocation'),
  's3:ListBucket': () => s3('HeadBucket'),
  'sts:AssumeRole': () => sts('AssumeRole', { RoleArn: role, RoleSessionName: 'audit', ExternalId: 'acme-7f3c', DurationSeconds: 3600 }),
  'sts:AssumeRoleWithWebIdentity': async () =>
    sts('AssumeRoleWithWebIdentity', { RoleArn: `${role}Web`, RoleSessionName: 'audit', WebIdentityToken: await identityToken() }),
  'sts:GetCallerIdentity': () => sts('GetCallerIdentity', {}),
  'events:ListRules': () => events('ListRules', { EventBusName: 'default', NamePrefix: 'key' }),
  'events:ListTargetsByRule': () => events('ListTargetsByRule', { Rule: 'keys' }),
  'events:TestEventPattern': () => events('TestEventPattern', { EventPattern: '{"source":["aws.kms"]}', Event: event }),
  'logs:DescribeLogGroups': () => logs('DescribeLogGroups', { logGroupNamePrefix: 'trail' }),
  'logs:DescribeMetricFilters': () => logs('DescribeMetricFilters', { logGroupName: 'trail' }),
  'logs:TestMetricFilter': () => logs('TestMetricFilter', { filterPattern: '{ $.eventSource = "kms.amazonaws.com" }', logEventMessages: ['{"eventSource":"kms.amazonaws.com"}', '{}'] }),
  'cloudwatch:DescribeAlarmsForMetric': () => aws('@aws-sdk/client-cloudwatch', 'CloudWatchClient', 'DescribeAlarmsForMetricCommand', metric),
  'cloudwatch:DescribeAlarmsForMetric (query)': () => aws('@aws-sdk/client-cloudwatch', 'CloudWatchClient', 'DescribeAlarmsForMetricCommand', metric, { protocol: queryProtocol() }),
  'cloudwatch:GetMetricData': () => aws('@aws-sdk/client-cloudwatch', 'CloudWatchClient', 'GetMetricDataCommand', usage()),
  'cloudwatch:GetMetricData (query)': () => aws('@aws-sdk/client-cloudwatch', 'CloudWatchClient', 'GetMetricDataCommand', usage(), { protocol: queryProtocol() }),
  'oauth2:token': async () => ({ token: await serviceAccount() }),
  'googlests:token': async () => ({ token: await federated() }),
  'cloudkms:cryptoKeys.get': async () => (await (await googleKms()).getCryptoKey({ name: cryptoKey }))[0],
  'cloudkms:cryptoKeys.getIamPolicy': async () => (await (await googleKms()).getIamPolicy({ resource: cryptoKey, options: { requestedPolicyVersion: 3 } }))[0],
  'cloudkms:keyRings.getIamPolicy': async () => (await (await googleKms()).getIamPolicy({ resource: ring, options: { requestedPolicyVersion: 3 } }))[0],
  'cloudkms:cryptoKeyVersions.list': async () => (await (await googleKms()).listCryptoKeyVersions({ parent: cryptoKey, view: 'FULL', pageSize: 1 }, { autoPaginate: false }))[0],
  'cloudkms:cryptoKeyVersions.get': async () => (await (await googleKms()).getCryptoKeyVersion({ name: `${cryptoKey}/cryptoKeyVersions/1` }))[0],
  'cloudkms:retiredResources.list': async () => (await (await googleKms()).listRetiredResources({ parent: ring.split('/keyRings/')[0] }, { autoPaginate: false }))[0],
  'kmsinventory:getProtectedResourcesSummary': () => inventory(`${cryptoKey}/cryptoKeyVersions/2`),

  // What clients make of refusals: the name of an error is what programs decide by.
  'kms: no such key': () => kms('DescribeKey', { KeyId: keyId.replace('1234abcd', 'ffffffff') }),
  'kms: no such value': () => kms('ListKeyRotations', { KeyId: keyId, IncludeKeyMaterial: 'EVERYTHING' }),
  'kms: no such grant': () => kms('ListGrants', { KeyId: keyId, GrantId: 'x' }),
  'cloudtrail: no such name': () => cloudTrail('GetTrail', { Name: 'my--trail' }),
  'cloudtrail: no such trail': () => cloudTrail('GetTrailStatus', { Name: 'other' }),
  'organizations: no such policy': () => organizations('DescribePolicy', { PolicyId: 'p-other' }),
  'cloudtrail: no lake': () => cloudTrail('ListEventDataStores', {}, outsider),
  's3: no such bucket': () => aws('@aws-sdk/client-s3', 'S3Client', 'GetBucketVersioningCommand', { Bucket: 'nobodys' }, { forcePathStyle: true }),
  'sts: too long': () => sts('AssumeRole', { RoleArn: role, RoleSessionName: 'audit', ExternalId: 'acme-7f3c', DurationSeconds: 7200 }),
  'events: no such bus': () => events('ListRules', { EventBusName: 'nobodys' }),
  'logs: no such group': () => logs('DescribeMetricFilters', { logGroupName: 'nobodys' }),
  'cloudwatch: no such statistic': () => aws('@aws-sdk/client-cloudwatch', 'CloudWatchClient', 'DescribeAlarmsForMetricCommand', { ...metric, Statistic: 'Mean' }),
  'cloudwatch (query): no such statistic': () =>
    aws('@aws-sdk/client-cloudwatch', 'CloudWatchClient', 'DescribeAlarmsForMetricCommand', { ...metric, Statistic: 'Mean' }, { protocol: queryProtocol() }),
  'cloudkms: no such key': async () => (await googleKms()).getCryptoKey({ name: `${cryptoKey}2` }),
  'cloudkms: API not enabled': async () => (await googleKms()).getCryptoKey({ name: cryptoKey.replace('projects/p/', 'projects/off/') }),
  'camunda: wrong secret': () => camunda({ CAMUNDA_CONSOLE_CLIENT_SECRET: 'wrong', ZEEBE_CLIENT_SECRET: 'wrong', CAMUNDA_TOKEN_DISK_CACHE_DISABLE: true }).getClusters(),
  'camunda:GetClusters': () => camunda().getClusters(),
  'camunda:GetActivity': () => camunda().getActivityEvents(),
  'camunda:GetClustersParameters': () => camunda().getParameters(),
}

/** A day of CloudWatch's usage metrics of KMS. */
function usage() {
  const end = new Date(new Date().setUTCHours(0, 0, 0, 0))
  const dimensions = { Service: 'KMS', Type: 'API', Resource: 'CryptographicOperationsSymmetric', Class: 'None' }
  return {
    StartTime: new Date(end.getTime() - 86400000),
    EndTime: end,
    MetricDataQueries: [{
      Id: 'm0',
      MetricStat: {
        Metric: { Namespace: 'AWS/Usage', MetricName: 'CallCount', Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) },
        Period: 86400,
        Stat: 'Sum'
      }
    }]
  }
}

function queryProtocol() {
  const { AwsQueryProtocol } = load('@aws-sdk/core/protocols')
  return new AwsQueryProtocol({ defaultNamespace: 'com.amazonaws.cloudwatch', xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/', version: '2010-08-01' })
}

async function main() {
  for (const [name, call] of Object.entries(calls)) {
    let line
    try {
      line = { call: name, answer: await call() }
    } catch (error) {
      line = { call: name, error: { name: error.name, code: error.code ?? null, reason: error.reason ?? null, message: error.message } }
    }

    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1) })
