output "audit_role_arn" {
  description = "The value of auditRoleArn in the inventory, if operator is set."
  value       = aws_iam_role.audit.arn
}
