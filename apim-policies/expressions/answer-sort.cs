// One message of the server, once read: kept where it answers this request or is a notification that may accompany it.
// What the server asks of the client, other ids, and whatever follows the answer are dropped.
var sortMessage = jsonValue as JObject;
if (jsonFault != null || sortMessage == null || sortMessage["jsonrpc"] == null || sortMessage["jsonrpc"].Type != JTokenType.String || (string)sortMessage["jsonrpc"] != "2.0") {
    answerFault = "answer-malformed";
    break;
}
var sortMethod = sortMessage["method"];
var sortResult = sortMessage["result"];
var sortError = sortMessage["error"];
if (sortMethod != null) {
    var sortParams = sortMessage["params"];
    if (sortMessage["id"] != null || sortMethod.Type != JTokenType.String || sortParams != null && sortParams.Type != JTokenType.Object) { continue; }
    if (!"notifications/progress notifications/message notifications/cancelled notifications/tools/list_changed notifications/prompts/list_changed notifications/resources/list_changed".Split(' ').Contains((string)sortMethod)) { continue; }
    if ((string)sortMethod == "notifications/progress") {
        // Progress of somebody else's request, or progress that nobody asked for, is not this caller's.
        var sortAsked = answerRequest.SelectToken("params._meta.progressToken");
        if (sortAsked == null || sortParams == null || !JToken.DeepEquals(sortAsked, sortParams["progressToken"])) { continue; }
    }
    var sortNotification = new JObject(new JProperty("jsonrpc", "2.0"), new JProperty("method", (string)sortMethod));
    if (sortParams != null) { sortNotification.Add("params", sortParams); }
    answerMessages.Add(sortNotification);
    continue;
}
var sortErrorObject = sortError as JObject;
if (sortErrorObject != null && sortErrorObject["code"] != null && sortErrorObject["code"].Type == JTokenType.Integer && (sortMessage["id"] == null || sortMessage["id"].Type == JTokenType.Null)) {
    answerCode = sortErrorObject["code"];
}
if (!JToken.DeepEquals(sortMessage["id"], answerId)) { continue; }
var sortAnswer = new JObject(new JProperty("jsonrpc", "2.0"), new JProperty("id", answerId));
if (sortError != null) {
    if (sortResult != null || sortErrorObject == null || sortErrorObject["code"] == null || sortErrorObject["code"].Type != JTokenType.Integer
        || sortErrorObject["message"] == null || sortErrorObject["message"].Type != JTokenType.String) {
        answerFault = "answer-malformed";
        break;
    }
    var sortKept = new JObject(new JProperty("code", sortErrorObject["code"]), new JProperty("message", sortErrorObject["message"]));
    if (sortErrorObject["data"] != null) { sortKept.Add("data", sortErrorObject["data"]); }
    sortAnswer.Add("error", sortKept);
} else {
    var sortObject = sortResult as JObject;
    if (sortObject == null) {
        answerFault = "answer-malformed";
        break;
    }
    // A list of anything but objects could be neither pinned nor marked.
    var sortList = answerMethod == "tools/list" ? "tools" : answerMethod == "prompts/list" ? "prompts"
        : answerMethod == "resources/list" ? "resources" : answerMethod == "resources/templates/list" ? "resourceTemplates"
        : answerMethod == "tools/call" ? "content" : answerMethod == "prompts/get" ? "messages"
        : answerMethod == "resources/read" ? "contents" : "";
    if (sortList.Length > 0 && sortObject[sortList] != null) {
        var sortEntries = sortObject[sortList] as JArray;
        if (sortEntries == null || sortEntries.Any(sortEntry => sortEntry.Type != JTokenType.Object)) {
            answerFault = "answer-malformed";
            break;
        }
    }
    if (sortObject["instructions"] != null && sortObject["instructions"].Type != JTokenType.String) {
        sortObject.Remove("instructions");
    }
    // Another user must not be served from a cache between here and the client.
    if (sortObject["cacheScope"] != null) { sortObject["cacheScope"] = "private"; }
    sortAnswer.Add("result", sortObject);
}
answerMessages.Add(sortAnswer);
answerFound = true;
break;
