/**
 * Policies in the form "rawxml": XML but for the expressions, which may hold raw quotes, `<` and `&`. A third of
 * Microsoft's public samples are written so.
 *
 * Whether `&quot;` inside such an expression stands for a quote is not documented. Here an expression that has raw
 * markup in it is taken as it stands, and one that has none is taken as XML, so that both habits work.
 */
import type { PolicyElement } from "../../../plan/policy-document";
import { decoded, hasRawMarkup } from "./entities";
import { expressionEnd, startsExpression } from "./expression-end";

/** The document is neither XML nor XML with raw expressions. */
export class ScanError extends Error {
  constructor(
    problem: string,
    readonly line: number,
  ) {
    super(problem);
  }
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: PolicyElement[];
  readonly line: number;
  text: string;
}

const NAME = /[A-Za-z_][\w.:-]*/y;
/**
 * Scans a document.
 *
 * @throws {ScanError} with the line
 */
export function scanRawPolicy(text: string): PolicyElement {
  return new Scanner(text.replace(/\r\n?/g, "\n")).document();
}

class Scanner {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): PolicyElement {
    this.skipMisc();
    if (this.text[this.at] !== "<") {
      throw this.error("no element in it; a policy starts with <policies>");
    }
    const root = this.element();
    this.skipMisc();
    if (this.at < this.text.length) {
      throw this.error("text after the end of the document");
    }
    return root;
  }

  private element(): PolicyElement {
    const open = this.startTag();
    if (open.closed) {
      return finished(open.element);
    }
    const { element } = open;
    for (;;) {
      if (this.at >= this.text.length) {
        throw new ScanError(`<${element.name}> is never closed`, element.line);
      }
      if (this.text.startsWith("</", this.at)) {
        this.endTag(element);
        return finished(element);
      }
      if (this.skipComment()) {
        continue;
      }
      if (this.text.startsWith("<![CDATA[", this.at)) {
        element.text += this.through("<![CDATA[", "]]>", "a CDATA section");
      } else if (this.text[this.at] === "<") {
        element.children.push(this.element());
      } else {
        element.text += this.content();
      }
    }
  }

  /** Text up to the next tag; an expression in it is taken whole, whatever it holds. */
  private content(): string {
    const start = this.at;
    const rest = /^\s*/.exec(this.text.slice(this.at))?.[0].length ?? 0;
    if (startsExpression(this.text, this.at + rest)) {
      return this.expression(this.at + rest, "");
    }
    const end = this.text.indexOf("<", this.at);
    this.at = end < 0 ? this.text.length : end;
    return decoded(this.text.slice(start, this.at));
  }

  private startTag(): { element: OpenElement; closed: boolean } {
    const line = this.line();
    this.at += 1;
    const name = this.name("an element's name");
    const attributes: Record<string, string> = {};
    for (;;) {
      const before = this.at;
      this.skipSpace();
      if (this.text.startsWith("/>", this.at)) {
        this.at += 2;
        return { element: { name, attributes, children: [], line, text: "" }, closed: true };
      }
      if (this.text[this.at] === ">") {
        this.at += 1;
        return { element: { name, attributes, children: [], line, text: "" }, closed: false };
      }
      if (before === this.at) {
        throw this.error(`white space is missing before an attribute of <${name}>`);
      }
      const attribute = this.name(`an attribute's name in <${name}>`);
      if (attribute in attributes) {
        throw this.error(`<${name}> has two attributes "${attribute}"`);
      }
      this.skipSpace();
      if (this.text[this.at] !== "=") {
        throw this.error(`the attribute "${attribute}" of <${name}> has no value`);
      }
      this.at += 1;
      this.skipSpace();
      attributes[attribute] = this.attributeValue(attribute);
    }
  }

  private attributeValue(attribute: string): string {
    const quote = this.text[this.at];
    if (quote !== '"' && quote !== "'") {
      throw this.error(`the value of "${attribute}" is not in quotes`);
    }
    const start = this.at + 1;
    const first = start + (/^\s*/.exec(this.text.slice(start))?.[0].length ?? 0);
    if (startsExpression(this.text, first)) {
      this.at = first;
      const value = this.expression(first, quote);
      this.skipSpace();
      if (this.text[this.at] !== quote) {
        throw this.error(`text stands after the expression in "${attribute}"`);
      }
      this.at += 1;
      return value;
    }
    const end = this.text.indexOf(quote, start);
    if (end < 0) {
      throw this.error(`the value of "${attribute}" never ends`);
    }
    const value = this.text.slice(start, end);
    if (value.includes("<")) {
      throw this.error(`"<" in the value of "${attribute}"; write &lt;`);
    }
    this.at = end + 1;
    return decoded(value);
  }

  /** The expression at `start`, as C#. Tries it as raw C# first, then as XML text whose entities stand for characters. */
  private expression(start: number, quote: string): string {
    const raw = this.rawExpression(start, quote);
    if (raw !== undefined) {
      this.at = raw.end;
      const { code } = raw;
      return hasRawMarkup(code, quote) ? code : decoded(code);
    }
    const end = this.text.indexOf(quote === "" ? "<" : quote, start);
    const code = end < 0 ? "" : decoded(this.text.slice(start, end)).trimEnd();
    if (end < 0 || expressionEnd(code, 0) !== code.length) {
      throw this.error("the expression never ends; check its brackets and quotes");
    }
    this.at = end;
    return code;
  }

  private rawExpression(start: number, quote: string): { code: string; end: number } | undefined {
    const end = expressionEnd(this.text, start);
    if (end === undefined) {
      return undefined;
    }
    const after = /^\s*/.exec(this.text.slice(end))?.[0].length ?? 0;
    const follows = this.text[end + after];
    return follows === (quote === "" ? "<" : quote) ? { code: this.text.slice(start, end), end } : undefined;
  }

  private endTag(element: OpenElement): void {
    this.at += 2;
    const name = this.name("the name of an end tag");
    if (name !== element.name) {
      throw this.error(`</${name}> closes <${element.name}> of line ${element.line}`);
    }
    this.skipSpace();
    if (this.text[this.at] !== ">") {
      throw this.error(`</${name}> is not closed by ">"`);
    }
    this.at += 1;
  }

  private name(what: string): string {
    NAME.lastIndex = this.at;
    const match = NAME.exec(this.text);
    if (match === null) {
      throw this.error(`${what} is expected`);
    }
    this.at = NAME.lastIndex;
    return match[0];
  }

  private skipMisc(): void {
    for (;;) {
      this.skipSpace();
      if (this.text.startsWith("<?", this.at)) {
        this.through("<?", "?>", "a processing instruction");
      } else if (!this.skipComment()) {
        return;
      }
    }
  }

  private skipComment(): boolean {
    if (!this.text.startsWith("<!--", this.at)) {
      return false;
    }
    this.through("<!--", "-->", "a comment");
    return true;
  }

  private through(opening: string, closing: string, what: string): string {
    const start = this.at + opening.length;
    const end = this.text.indexOf(closing, start);
    if (end < 0) {
      throw this.error(`${what} never ends`);
    }
    this.at = end + closing.length;
    return this.text.slice(start, end);
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? "")) {
      this.at += 1;
    }
  }

  private line(): number {
    return this.text.slice(0, this.at).split("\n").length;
  }

  private error(problem: string): ScanError {
    return new ScanError(problem, this.line());
  }
}

function finished({ name, attributes, children, line, text }: OpenElement): PolicyElement {
  return { name, attributes, children, line, text: text.trim() };
}
