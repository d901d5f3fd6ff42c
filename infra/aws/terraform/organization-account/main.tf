# The third size: the role that reads the policies of an organization (rule ORG-1), with the same permissions as infra/aws/organization-account.yaml.
# A test compares the two. Create it in the management account of the organization, or in an account that may read the organization's policies. See docs/security.md.

data "aws_iam_policy_document" "trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [var.operator.role_arn]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [var.operator.external_id]
    }
  }
}

resource "aws_iam_role" "policies" {
  name                 = var.role_name
  description          = "AtRest reads the policies of the organization with this role. The role changes nothing."
  max_session_duration = 3600
  assume_role_policy   = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "policies" {
  statement {
    effect = "Allow"
    actions = [
      "organizations:DescribeOrganization",
      "organizations:DescribePolicy",
      "organizations:ListParents",
      "organizations:ListPoliciesForTarget",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "policies" {
  name   = "ReadOrganizationPolicies"
  role   = aws_iam_role.policies.id
  policy = data.aws_iam_policy_document.policies.json
}
