# The audit role of AtRest in an account that holds keys, trails or log buckets, with the same permissions as infra/aws/customer-account.yaml.
# A test compares the two. The role belongs to the account: create it once, in any region. See docs/deploy.md.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_iam_openid_connect_provider" "entra" {
  count          = var.entra != null && try(var.entra.oidc_provider_arn, null) == null ? 1 : 0
  url            = "https://sts.windows.net/${var.entra.tenant_id}/"
  client_id_list = [var.entra.token_audience]
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = var.operator == null ? [] : [var.operator]
    content {
      sid     = "AtRestByExternalId"
      effect  = "Allow"
      actions = ["sts:AssumeRole"]
      principals {
        type        = "AWS"
        identifiers = [statement.value.role_arn]
      }
      condition {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = [statement.value.external_id]
      }
    }
  }

  dynamic "statement" {
    for_each = var.entra == null ? [] : [var.entra]
    content {
      sid     = "AtRestByToken"
      effect  = "Allow"
      actions = ["sts:AssumeRoleWithWebIdentity"]
      principals {
        type        = "Federated"
        identifiers = [coalesce(statement.value.oidc_provider_arn, one(aws_iam_openid_connect_provider.entra[*].arn))]
      }
      condition {
        test     = "StringEquals"
        variable = "sts.windows.net/${statement.value.tenant_id}/:aud"
        values   = [statement.value.token_audience]
      }
      condition {
        test     = "StringEquals"
        variable = "sts.windows.net/${statement.value.tenant_id}/:sub"
        values   = [statement.value.token_subject]
      }
    }
  }
}

resource "aws_iam_role" "audit" {
  name                 = var.role_name
  description          = "AtRest uses this role to read the configuration of keys and the record of their use. The role cannot use a key or change anything."
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.trust.json

  lifecycle {
    precondition {
      condition     = (var.operator == null) != (var.entra == null)
      error_message = "Set operator or entra, not both."
    }
  }
}

data "aws_iam_policy_document" "audit" {
  statement {
    sid    = "HowKeysAreSetUp"
    effect = "Allow"
    actions = [
      "kms:DescribeKey",
      "kms:GetKeyLastUsage",
      "kms:GetKeyPolicy",
      "kms:GetKeyRotationStatus",
      "kms:ListGrants",
      "kms:ListKeyRotations",
    ]
    resources = ["arn:${data.aws_partition.current.partition}:kms:*:${data.aws_caller_identity.current.account_id}:key/*"]
  }

  statement {
    sid    = "HowTheirUseIsRecorded"
    effect = "Allow"
    actions = [
      "cloudtrail:DescribeTrails",
      "cloudtrail:GetEventDataStore",
      "cloudtrail:GetEventSelectors",
      "cloudtrail:GetTrailStatus",
      "cloudtrail:ListEventDataStores",
    ]
    # Not only resources of this account: the management account owns the organization's trails and event data stores.
    resources = ["*"]
  }

  statement {
    sid    = "HowLongTheRecordIsKept"
    effect = "Allow"
    actions = [
      "s3:GetBucketObjectLockConfiguration",
      "s3:GetBucketPolicyStatus",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetBucketVersioning",
      "s3:GetLifecycleConfiguration",
    ]
    # AtRest knows the buckets only after it has read the trails.
    resources = ["arn:${data.aws_partition.current.partition}:s3:::*"]
  }

  statement {
    sid     = "WhetherTheAccountBlocksPublicAccess"
    effect  = "Allow"
    actions = ["s3:GetAccountPublicAccessBlock"]
    # The action does not support resources.
    resources = ["*"]
  }

  statement {
    sid    = "WhoHearsOfChanges"
    effect = "Allow"
    actions = [
      "cloudwatch:DescribeAlarmsForMetric",
      "events:ListRules",
      "events:ListTargetsByRule",
      "events:TestEventPattern",
      "logs:DescribeLogGroups",
      "logs:DescribeMetricFilters",
      "logs:TestMetricFilter",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "audit" {
  name   = "AtRestAudit"
  role   = aws_iam_role.audit.id
  policy = data.aws_iam_policy_document.audit.json
}

# The second size of the role.
data "aws_iam_policy_document" "use" {
  statement {
    sid     = "WhoUsedTheKeys"
    effect  = "Allow"
    actions = ["cloudtrail:LookupEvents"]
    # The action does not support resources.
    resources = ["*"]
  }

  statement {
    sid     = "HowManyRequestsTheAccountMade"
    effect  = "Allow"
    actions = ["cloudwatch:GetMetricData"]
    # The action does not support resources.
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "use" {
  count  = var.allow_event_lookups ? 1 : 0
  name   = "AtRestUse"
  role   = aws_iam_role.audit.id
  policy = data.aws_iam_policy_document.use.json
}
