// One entry against its pin: kept where it is approved, unchanged, and the only one of its name. A name that is in no
// approved list is recorded only where it cannot carry a message into the log.
var compareSame = false;
if (canonical != null) {
    var compareHash = BitConverter.ToString(SHA256.Create().ComputeHash(Encoding.UTF8.GetBytes(canonical))).Replace("-", "").ToLowerInvariant();
    compareSame = pinExpected[pinAt] != null && pinExpected[pinAt] == compareHash;
}
if (compareSame && pinNames.Count(compareName => compareName == pinNames[pinAt]) == 1) {
    pinKept.Add(pinAt);
} else if (pinDisabled.Contains(pinNames[pinAt])) {
    // Known, and switched off: left out without a record, which would be a false alarm at every listing.
} else {
    var compareShown = pinExpected[pinAt] != null || Regex.IsMatch(pinNames[pinAt], "\\A[A-Za-z0-9_.:/{}-]{1,128}\\z") ? pinNames[pinAt] : "(a name that is none)";
    if (!pinChanged.Contains(compareShown)) { pinChanged.Add(compareShown); }
    if (pinExpected[pinAt] != null && (pinMember == "tools" || pinMember == "prompts") && !pinCalled.Contains(pinNames[pinAt])) { pinCalled.Add(pinNames[pinAt]); }
}
