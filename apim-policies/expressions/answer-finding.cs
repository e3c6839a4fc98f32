// Whether every piece of the answer was found clean: gives `refusal`. A verdict that is missing or is none counts as none
// given; an attack in any piece weighs more.
string reason = null;
for (var at = 0; at < ((JArray)context.Variables["answer-chunks"]).Count; at++) {
    JObject analysis = null;
    try {
        analysis = ((IResponse)context.Variables["answer-shield-" + (at + 1)]).Body.As<JObject>();
    } catch (Exception) {
        analysis = null;
    }
    var documents = analysis == null ? null : analysis["documentsAnalysis"] as JArray;
    var document = documents == null || documents.Count != 1 ? null : documents[0] as JObject;
    var detected = document == null ? null : document["attackDetected"];
    if (detected == null || detected.Type != JTokenType.Boolean) {
        reason = reason ?? "answer-shield-unavailable";
    } else if ((bool)detected) {
        reason = "answer-shield-hit";
    }
}
return reason == null ? new JObject() : new JObject(new JProperty("reason", reason));
