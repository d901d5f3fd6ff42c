// What the modules hand to each other.

@export()
@description('Texts by name.')
type texts = {
  *: string
}
