import { parseXml, XmlElement, XmlText, type XmlNode } from "@rgrove/parse-xml";
import { elementMistake, isCustomerVariable, isOwnHeader, VARIABLE_PREFIX, type Section } from "./elements";
import { expressionMistakes, isExpression } from "./expressions";

/** A customer's policy: what stands inside its root, and everything that is wrong with it. */
export interface CustomerPolicy {
  /** XML without the root. */
  readonly inner: string;
  /** Each with its line: `line 7: <set-body> would ...`. Empty when the policy may be used. */
  readonly mistakes: readonly string[];
}

const ROOT = "fragment";

/**
 * Holds a customer's policy to what its place may do: neither replace the body, the backend or the credentials, nor skip
 * the platform's last steps (control MCP07-4).
 *
 * @param text the file: well-formed XML with the root `<fragment>`, as API Management's fragments are written
 * @param section where it is to stand
 */
export function judgeCustomerPolicy(text: string, section: Section): CustomerPolicy {
  const root = parsed(text);
  if (typeof root === "string") {
    return { inner: "", mistakes: [root] };
  }
  const inner = /<fragment\s*>([^]*)<\/fragment\s*>/.exec(text)?.[1];
  if (root.name !== ROOT || inner === undefined) {
    return {
      inner: "",
      mistakes: [
        `line ${lineOf(text, root)}: the root must be <${ROOT}> without attributes, with the policy inside it`,
      ],
    };
  }
  const judgement = new Judgement(text, section);
  judgement.content(root);
  if (/\{\{|\}\}/.test(text)) {
    judgement.tell(root, "{{...}} stands for a named value, whose text nobody reviews here; write the value");
  }
  return { inner: inner.trim(), mistakes: judgement.mistakes };
}

function parsed(text: string): XmlElement | string {
  try {
    const { root } = parseXml(text, { includeOffsets: true });
    return root ?? "there is no element in it";
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : "").split("\n");
    return `this is not well-formed XML: ${first}; escape <, & and quotes inside expressions as &lt;, &amp; and &quot;`;
  }
}

function lineOf(text: string, node: XmlNode): number {
  return text.slice(0, node.start).split("\n").length;
}

/** One walk over a policy, noting what is wrong. */
class Judgement {
  public readonly mistakes: string[] = [];

  public constructor(
    private readonly text: string,
    private readonly section: Section,
  ) {}

  public tell(at: XmlNode, message: string): void {
    this.mistakes.push(`line ${lineOf(this.text, at)}: ${message}`);
  }

  public content(parent: XmlElement): void {
    for (const child of parent.children) {
      if (child instanceof XmlElement) {
        this.element(child, parent.name);
      } else if (child instanceof XmlText) {
        this.words(child, parent);
      }
    }
  }

  private element(element: XmlElement, parent: string): void {
    const mistake = elementMistake(element.name, this.section, parent);
    if (mistake !== undefined) {
      // What stands inside it would be told for the same reason.
      this.tell(element, `<${element.name}> ${mistake}`);
      return;
    }
    this.named(element);
    for (const [name, value] of Object.entries(element.attributes)) {
      this.expression(element, `<${element.name} ${name}>`, value);
      if (name.endsWith("variable-name") && !isCustomerVariable(value)) {
        this.tell(element, `<${element.name} ${name}> ${OWN_VARIABLE}`);
      }
      if (name.endsWith("header-name") && (isExpression(value) || isOwnHeader(value))) {
        this.tell(element, `<${element.name} ${name}> names a header of the platform's; choose another`);
      }
    }
    this.content(element);
  }

  private named(element: XmlElement): void {
    const name = element.attributes.name ?? "";
    if (element.name === "set-variable" && !isCustomerVariable(name)) {
      this.tell(element, `<set-variable name="${name}"> ${OWN_VARIABLE}`);
    }
    if (element.name === "set-header" && (name === "" || isExpression(name) || isOwnHeader(name))) {
      this.tell(element, `<set-header name="${name}"> is the platform's to write; name another header, and literally`);
    }
    const code = element.attributes.code ?? "";
    if (element.name === "set-status" && !/^4\d\d$/.test(code)) {
      this.tell(element, `<set-status code="${code}"> would not be a refusal; write a literal code from 400 to 499`);
    }
    const states = element.children.some((child) => child instanceof XmlElement && child.name === "set-status");
    if (element.name === "return-response" && !states) {
      this.tell(
        element,
        "<return-response> without a status answers 200; write <set-status> with a code from 400 to 499",
      );
    }
  }

  private words(words: XmlText, parent: XmlElement): void {
    this.expression(parent, `<${parent.name}>`, words.text);
  }

  private expression(at: XmlElement, where: string, value: string): void {
    if (isExpression(value)) {
      const recorded = ["trace", "message", "metadata", "emit-metric", "dimension"].includes(at.name);
      expressionMistakes(value, recorded).forEach((mistake) => {
        this.tell(at, `${where} ${mistake}`);
      });
    }
  }
}

const OWN_VARIABLE = `must be a variable of your own: a literal name that begins with ${VARIABLE_PREFIX}`;
