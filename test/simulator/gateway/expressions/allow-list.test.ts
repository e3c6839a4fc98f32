import assert from "node:assert/strict";
import { Laboratory, place } from "./laboratory";

/** What API Management refuses, and the name that the message says. */
const refused: readonly (readonly [code: string, said: RegExp])[] = [
  ['@(File.ReadAllText("/etc/passwd"))', /System\.IO\.File\.ReadAllText is not among/],
  ["@(Environment.MachineName)", /System\.Environment\.MachineName/],
  ["@{ System.Threading.Thread.Sleep(1); return 1; }", /System\.Threading\.Thread\.Sleep/],
  ['@(new JsonTextReader(new StringReader("1")))', /Newtonsoft\.Json\.JsonTextReader's constructor/],
  ["@(System.Diagnostics.Process.GetCurrentProcess().Id)", /System\.Diagnostics\.Process\.GetCurrentProcess/],
  ['@("a".GetType().Name)', /System\.Object\.GetType/],
  ["@(typeof(string).Name)", /System\.Type/],
  ["@(Activator.CreateInstance<string>())", /System\.Activator/],
  ["@(AppDomain.CurrentDomain)", /System\.AppDomain/],
  ["@(Console.Out)", /System\.Console/],
  ["@(new WebClient())", /System\.Net\.WebClient's constructor/],
  ['@(XDocument.Load("x"))', /System\.Xml\.Linq\.XDocument\.Load/],
  ['@(DateTime.Parse("2026-01-01").ToUniversalTime())', /System\.DateTime\.ToUniversalTime/],
  ["@(new DateTime(2026, 1, 1, 1, 1, 1, DateTimeKind.Local))", /DateTimeKind\.Local .*write DateTimeKind\.Utc/],
  ['@(Regex.Escape("a"))', /Regex\.Escape/],
  ['@(Regex.Matches("a", "a").Count)', /MatchCollection\.Count/],
  ['@(Regex.Replace("a", "a", match => "b"))', /MatchEvaluator/],
  ['@(int.Parse("a", System.Globalization.NumberStyles.HexNumber))', /System\.Globalization\.NumberStyles/],
  ['@(JsonConvert.DeserializeObject<FileInfo>("1"))', /System\.IO\.FileInfo/],
  ["@(JsonConvert.SerializeXNode(null))", /JsonConvert\.SerializeXNode/],
  ['@((object)"a" as FileInfo)', /System\.IO\.FileInfo/],
  ['@(new[] { "a" }.Select(path => File.Exists(path)).First())', /System\.IO\.File\.Exists/],
  ['@{ var name = "a"; return new[] { 1 }.Select(x => File.Exists(name)).First(); }', /System\.IO\.File\.Exists/],
  ["@{ try { return 1; } catch (FormatException) { return 2; } }", /System\.FormatException .*catch Exception/],
  ['@{ lock ("a") { return 1; } }', /System\.Threading\.Monitor/],
  ["@((1, 2).Item1)", /System\.ValueTuple/],
  ["@{ dynamic d = 1; return d.x; }", /Microsoft\.CSharp/],
  [
    "@{ Func<int, int> f = x => x + 1; return f(2); }",
    /A variable of type Func is a delegate of one's own.*write a loop/,
  ],
  ["@{ Func<int, bool> f = x => x > 1; return new[] { 1 }.Any(f); }", /A variable of type Func/],
  ["@{ Func<int, int> f = x => x; return new[] { 1 }.Select(y => f(y)).Sum(); }", /A variable of type Func/],
  ["@{ Action a = () => { }; a(); return 1; }", /A variable of type Action/],
  ["@(((Func<int>)(() => 1))())", /System\.Func/],
  ["@(new List<int> { 1 }.Find(x => x == 1))", /System\.Predicate/],
  ["@{ int f(int x) { return x; } return f(1); }", /Local functions such as f are not allowed.*write a loop/],
  ["@{ int f(int x) => x; return f(1); }", /Local functions such as f/],
  ["@{ object o = 1; switch (o) { case int x when x > 0: return 1; } return 2; }", /`case \.\.\. when`.*write `if`/],
];

/** What it takes: the list's "all", what types inherit, and what the compiler writes for the language's own constructs. */
const taken: readonly (readonly [code: string, text: string])[] = [
  ['@(new JObject(new JProperty("a", new JArray(1))).ToString(Formatting.None))', '{"a":[1]}'],
  ['@(new Regex("a", RegexOptions.None, TimeSpan.FromSeconds(1)).IsMatch("a"))', "True"],
  ['@(Regex.Match("max-age=3", "max-age=(?<age>[0-9]+)").Groups["age"]?.Value)', "3"],
  [
    '@{ var n = 0; foreach (var p in JObject.Parse("{\\"a\\":1}")) { n += (int)p.Value; } foreach (var x in new List<string> { "a" }) { n += x.Length; } return n; }',
    "2",
  ],
  [
    '@{ var stack = new Stack<JToken>(); stack.Push(1); return new StringBuilder().Append("x").Append(stack.Pop()).ToString(); }',
    "x1",
  ],
  ['@("b a".Split(\' \').Select(x => x.ToUpperInvariant()).OrderBy(x => x).Aggregate("", (all, x) => all + x))', "AB"],
  ['@{ var key = "a"; return new[] { "a", "b" }.Count(x => x == key); }', "1"],
  [
    '@{ switch ("g") { case "a": case "b": case "c": case "d": case "e": case "f": case "g": return 1; default: return 2; } }',
    "1",
  ],
  [
    "@{ using (var sha = SHA256.Create()) return Convert.ToBase64String(sha.ComputeHash(new byte[0])); }",
    "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
  ],
  ["@{ byte[] bytes = { 1, 2, 3, 4, 5 }; Array.Reverse(bytes); return bytes[0]; }", "5"],
  ['@{ var writer = new StringWriter(); writer.Write("a"); return writer.ToString(); }', "a"],
  ["@{ int? x = 1; return x.HasValue ? x.Value : 0; }", "1"],
  ["@(Tuple.Create(1, 2).Item2)", "2"],
  ["@((DateTime.UtcNow - DateTime.UtcNow).TotalSeconds == 0 && DateTime.UtcNow < DateTime.MaxValue)", "True"],
  ["@(JsonConvert.SerializeObject(new { a = 1 }))", '{"a":1}'],
  ['@{ object o = "s"; return o is string s ? s : (o as JObject)?.ToString(); }', "s"],
  ['@(int.TryParse("1", out var n) ? n : 0)', "1"],
  ["@(new[] { 1, 1 }.GroupBy(x => x).Select(same => same.Count()).Max())", "2"],
  ['@{ try { throw new Exception("x"); } catch (Exception e) { return e.Message; } }', "x"],
  ["@(new DateTime(2026, 1, 1, 1, 1, 1, DateTimeKind.Utc).Year)", "2026"],
  ['@(new JObject { { "a", 1 } }.SelectToken("$.a").Value<int>() + JTokenType.Array.ToString())', "1Array"],
];

describe("API Management's list of types and members", () => {
  const laboratory = new Laboratory();
  before(() => laboratory.host.load([...refused, ...taken].map(([code]) => ({ code, place }))));

  for (const [code, said] of refused) {
    it(`refuses ${code}`, async () => {
      const problems = await laboratory.problems(code);
      assert.match(problems.map(({ problem }) => problem).join("\n"), said);
    });
  }
  for (const [code, text] of taken) {
    it(`takes ${code}`, async () => {
      assert.equal(await laboratory.text(code), text);
    });
  }

  it("says on which line the member stands", async () => {
    const [problem] = await laboratory.problems('@{\n  var x = 1;\n  return File.Exists("x") ? x : 2;\n}');
    assert.deepEqual(problem?.place, { ...place, line: 12 });
  });

  it("does not run what it refuses", async () => {
    const code = "@(Environment.UserName)";
    assert.equal((await laboratory.problems(code)).length, 1);
    await assert.rejects(laboratory.open().evaluate(code), /was not loaded, or has a problem/);
  });
});
