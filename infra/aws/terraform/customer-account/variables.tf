variable "role_name" {
  description = "The name of the role. Its ARN is auditRoleArn in the inventory."
  type        = string
  default     = "AtRestAudit"
  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.role_name))
    error_message = "A name of 1 to 64 letters, digits and + = , . @ - _."
  }
}

variable "allow_event_lookups" {
  description = "Whether the role can look up events in CloudTrail and read metrics of CloudWatch, so that audits show who used the keys and what requests cost. With false, set AtRest:Aws:LookupEvents to 0."
  type        = bool
  default     = true
}

variable "operator" {
  description = "The role that AtRest runs as, if it assumes the audit role from its operator's AWS account, and the external ID that AtRest must send. Choose a random one for each account, and add it to the inventory."
  type = object({
    role_arn    = string
    external_id = string
  })
  default = null
  validation {
    condition     = var.operator == null || can(regex("^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$", var.operator.role_arn))
    error_message = "role_arn must be the ARN of a role."
  }
  validation {
    condition     = var.operator == null || can(regex("^[\\w+=,.@:/-]{8,1224}$", var.operator.external_id))
    error_message = "external_id must have 8 to 1224 letters, digits and + = , . @ : / - _."
  }
}

variable "entra" {
  description = "Instead of operator, if AtRest runs in Azure for this account only: the tenant of its managed identity, the application ID URI that is the audience of its token, its object ID (identityObjectId of the Bicep deployment), and an existing OIDC provider of that tenant with the audience. Without a provider, one is created."
  type = object({
    tenant_id         = string
    token_audience    = string
    token_subject     = string
    oidc_provider_arn = optional(string)
  })
  default = null
  validation {
    condition     = var.entra == null || alltrue([for id in [try(var.entra.tenant_id, ""), try(var.entra.token_subject, "")] : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id))])
    error_message = "tenant_id and token_subject must be GUIDs in lower case."
  }
}
