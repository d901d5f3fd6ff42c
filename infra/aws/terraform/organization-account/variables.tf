variable "role_name" {
  description = "The name of the role. Its ARN is aws[].organizations.roleArn in the inventory."
  type        = string
  default     = "AtRestPolicies"
  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.role_name))
    error_message = "A name of 1 to 64 letters, digits and + = , . @ - _."
  }
}

variable "operator" {
  description = "The role that AtRest runs as, and the external ID that AtRest must send. Choose a random one, and add it to the inventory."
  type = object({
    role_arn    = string
    external_id = string
  })
  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$", var.operator.role_arn))
    error_message = "role_arn must be the ARN of a role."
  }
  validation {
    condition     = can(regex("^[\\w+=,.@:/-]{8,1224}$", var.operator.external_id))
    error_message = "external_id must have 8 to 1224 letters, digits and + = , . @ : / - _."
  }
}
