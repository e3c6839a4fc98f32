// Which scope opens the resource `string target`: an exact URI, a template's own text (completion), or what matches one.
// A URI that a server might read as another path opens nothing. Takes `approved` and `entry`; leaves `resourceScope`.
string resourceScope = null;
var resourceIsOdd = target.Length > 2048;
var resourceSlashes = target.Count(one => one == '/');
var resourceRead = target;
// Percent signs are decoded until none is left to decode: a server may do so twice.
for (var resourceRound = 0; resourceRound < 5 && !resourceIsOdd; resourceRound++) {
    resourceIsOdd = resourceRead.Any(one => one < ' ' || one == '\\' || (one > '~' && one < '\u00a0'))
        || resourceRead.Count(one => one == '/') != resourceSlashes
        || resourceRead.Split('/', '?', '#').Any(part => part == "." || part == "..");
    var resourceNext = Uri.UnescapeDataString(resourceRead);
    if (resourceNext == resourceRead) { break; }
    if (resourceRound == 4) { resourceIsOdd = true; }
    resourceRead = resourceNext;
}
foreach (var resourceEntry in resourceIsOdd ? new JArray() : (JArray)approved["resources"]) {
    var resourceUri = (string)resourceEntry["uri"];
    var resourceMatch = (string)resourceEntry["match"];
    if (resourceUri == target && (resourceMatch == null || entry == "reference")) { resourceScope = (string)resourceEntry["scope"]; }
    if (resourceScope == null && resourceMatch != null
        && new Regex(resourceMatch, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100)).IsMatch(target)) {
        resourceScope = (string)resourceEntry["scope"];
    }
}
