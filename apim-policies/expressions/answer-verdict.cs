// What was read, whole: an object with `refusal`, `form` and `messages`. A refusal that the protocol knows (400, 404, ...) keeps its status;
// where no answer to this request stands in it, the gateway's own words stand for the server's.
if (answerFault == null && !answerFound) { answerFault = "answer-malformed"; }
if (answerStatus >= 400 && answerFault != null) {
    var verdictCode = answerCode != null ? answerCode
        : answerStatus == 404 && (string)context.Variables["era"] == "stateless" ? new JValue(-32601) : new JValue(-32600);
    answerMessages = new JArray(new JObject(
        new JProperty("jsonrpc", "2.0"),
        new JProperty("id", answerId),
        new JProperty("error", new JObject(
            new JProperty("code", verdictCode),
            new JProperty("message", "The server refused the request."),
            new JProperty("data", new JObject(new JProperty("correlationId", context.RequestId.ToString())))))));
    answerForm = "json";
    answerFault = null;
} else if (answerFault == null && answerStatus != 200) {
    // 400 and its like with a whole answer pass as they are; another 2xx is no answer to a request.
    answerFault = answerStatus < 400 ? "answer-malformed" : null;
}
return new JObject(
    new JProperty("refusal", answerFault == null ? new JObject() : new JObject(new JProperty("reason", answerFault))),
    new JProperty("form", answerFault == null ? answerForm : "none"),
    new JProperty("messages", answerMessages));
