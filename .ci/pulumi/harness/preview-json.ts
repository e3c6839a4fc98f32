/** The document that `pulumi preview --json` prints. Source: pulumi/pulumi v3.248.0, sdk/go/common/display/json.go. */
import type { PlanResource } from "../../../plan/format";

/** What would happen to one resource. Secrets stand as the text `[secret]`. */
export interface PreviewStep {
  readonly op: string;
  readonly urn: string;
  readonly oldState?: PlanResource;
  readonly newState?: PlanResource;
  readonly diffReasons?: readonly string[];
  readonly replaceReasons?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, { readonly kind: string; readonly inputDiff: boolean }>> | null;
}

/** The steps in the document; none when there is no document, as with a stack file that cannot be read. */
export function readPreview(text: string): readonly PreviewStep[] {
  if (!text.trimStart().startsWith("{")) {
    return [];
  }
  const document = JSON.parse(text) as { readonly steps?: readonly PreviewStep[] };
  return document.steps ?? [];
}
