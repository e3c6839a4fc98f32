// Cuts `string chunksText` into pieces that one call to Prompt Shields takes: 10,000 characters, each beginning with the
// last 200 of the one before, so that no sentence is lost in a cut. Leaves `JArray chunks`; no text gives none.
var chunks = new JArray();
var chunksStart = 0;
while (chunksStart < chunksText.Length) {
    var chunksEnd = Math.Min(chunksStart + 10000, chunksText.Length);
    if (chunksEnd < chunksText.Length && char.IsHighSurrogate(chunksText[chunksEnd - 1])) { chunksEnd--; }
    chunks.Add(chunksText.Substring(chunksStart, chunksEnd - chunksStart));
    if (chunksEnd == chunksText.Length) { break; }
    chunksStart = chunksEnd - 200;
    if (char.IsLowSurrogate(chunksText[chunksStart])) { chunksStart--; }
}
