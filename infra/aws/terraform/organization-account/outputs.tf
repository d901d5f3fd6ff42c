output "role_arn" {
  description = "The role's ARN, for the inventory (aws[].organizations.roleArn) and for the operator's role."
  value       = aws_iam_role.policies.arn
}
