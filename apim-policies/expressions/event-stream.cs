// Reads a whole event stream (WHATWG HTML, "Interpreting an event stream").
// In: string streamText. Out: List<string> streamData: the data of each event of type "message", in order.
// Ids and retry times are left behind: nothing can be resumed in inspected mode. An event that no blank line ends is
// discarded, as every client does.
var streamData = new List<string>();
var streamBuffer = new StringBuilder();
var streamEvent = "";
var streamHasData = false;
var streamLineStart = 0;
for (var streamAt = 0; streamAt < streamText.Length; streamAt++) {
    if (streamText[streamAt] != '\n' && streamText[streamAt] != '\r') { continue; }
    var streamLine = streamText.Substring(streamLineStart, streamAt - streamLineStart);
    if (streamText[streamAt] == '\r' && streamAt + 1 < streamText.Length && streamText[streamAt + 1] == '\n') { streamAt++; }
    streamLineStart = streamAt + 1;
    if (streamLine.Length == 0) {
        if (streamBuffer.Length > 0 && (streamEvent.Length == 0 || streamEvent == "message")) {
            streamData.Add(streamBuffer.ToString());
        }
        streamBuffer = new StringBuilder();
        streamEvent = "";
        streamHasData = false;
        continue;
    }
    var streamColon = streamLine.IndexOf(':');
    var streamField = streamColon < 0 ? streamLine : streamLine.Substring(0, streamColon);
    var streamValue = streamColon < 0 ? "" : streamLine.Substring(streamColon + 1);
    if (streamValue.Length > 0 && streamValue[0] == ' ') { streamValue = streamValue.Substring(1); }
    if (streamField == "event") { streamEvent = streamValue; }
    if (streamField == "data") {
        if (streamHasData) { streamBuffer.Append('\n'); }
        streamBuffer.Append(streamValue);
        streamHasData = true;
    }
}
