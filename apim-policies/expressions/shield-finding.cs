// Whether every chunk was found clean: anything but an explicit `false` for the prompt and for the one document is a hit,
// and an answer that cannot be read is none. Gives `refusal`.
var chunks = (JArray)context.Variables["shield-chunks"];
var names = new[] { "shield-1", "shield-2", "shield-3", "shield-4", "shield-5" };
string reason = null;
for (var at = 0; at < chunks.Count && reason == null; at++) {
    try {
        var found = ((IResponse)context.Variables[names[at]]).Body.As<JObject>();
        var documents = (JArray)found["documentsAnalysis"];
        var ofPrompt = found["userPromptAnalysis"]["attackDetected"];
        var ofDocument = documents[0]["attackDetected"];
        if (documents.Count != 1 || ofPrompt.Type != JTokenType.Boolean || ofDocument.Type != JTokenType.Boolean) {
            reason = "shield-unavailable";
        } else if ((bool)ofPrompt || (bool)ofDocument) {
            reason = "shield-hit";
        }
    } catch (Exception) {
        reason = "shield-unavailable";
    }
}
return reason == null ? new JObject() : new JObject(new JProperty("reason", reason));
