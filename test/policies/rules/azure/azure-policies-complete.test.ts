import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/azure/azure-policies-complete";
import { describeRule } from "../../cases";
import { changed, edited, stack, without } from "../../fixture";

describeRule(rule, {
  noncompliance: [
    {
      when: "a document is not XML",
      stack: edited("serverPolicy", "&quot;oid&quot;", '"oid"'),
      says: /not well-formed XML: line \d+/,
    },
    { when: "a fragment is missing", stack: without("hygiene"), says: /includes the fragment "hygiene"/ },
    { when: "a named value is missing", stack: without("audience"), says: /named value \{\{trails-audience\}\}/ },
    {
      when: "the document lies behind a link",
      stack: changed("serverPolicy", "format", "xml-link"),
      says: /behind a link/,
    },
    {
      when: "a fragment includes another",
      stack: edited("hygiene", "<fragment>", '<fragment><include-fragment fragment-id="audit" />'),
      says: /no <include-fragment> in a fragment/,
    },
    {
      when: "a section is misspelt",
      stack: edited("catchAllPolicy", "<on-error><base />", "<onerror /><on-error><base />"),
      says: /<onerror> is no section/,
    },
    {
      when: "the document is unknown",
      stack: changed("serverPolicy", "value", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "whole", stack: stack() },
    {
      when: "a fragment named by its logical name, since SDKs drop the input id",
      stack: changed("audit", "id", undefined),
    },
  ],
});
