// Which member of the result holds definitions that the lock approves, whole, by the method: leaves `string pinnedMember`,
// empty where none does.
var pinnedMethod = (string)context.Variables["method"];
var pinnedMember = pinnedMethod == "tools/list" ? "tools"
    : pinnedMethod == "prompts/list" ? "prompts"
    : pinnedMethod == "resources/templates/list" ? "resourceTemplates"
    : pinnedMethod == "initialize" || pinnedMethod == "server/discover" ? "instructions" : "";
