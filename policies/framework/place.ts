/**
 * A place in a resource's inputs, and demands on what stands there. It is the one way in which rules read inputs, so that
 * no rule can pass because a value is unknown, and no secret's value gets into a message.
 */
import type { Json, PlanResource } from "../../plan/format";
import { permittedUnknown } from "../../plan/unknowns";
import { normalizeType } from "../../plan/type-token";
import { isClosedSecret, isList, isObject, isUnknown, memberPath } from "../../plan/values";
import type { Report } from "./report";
import { shown } from "./shown";

/** Says whether a known value (undefined: absent) is as it must be. */
export type Accepts = (value: Json | undefined) => boolean;

/** One place; a resource itself is the place with the empty path. */
export class Place {
  constructor(
    readonly resource: PlanResource,
    readonly path: string,
    /** What stands there; undefined: nothing. Where {@link hiddenAt} is set: not to be relied on. */
    readonly value: Json | undefined,
    /** Path of the unknown value that is here or above and hides what is here. */
    readonly hiddenAt: string | undefined,
    private readonly report: Report,
  ) {}

  /** The whole of a resource's inputs. */
  static of(resource: PlanResource, report: Report): Place {
    return new Place(resource, "", resource.inputs ?? {}, undefined, report);
  }

  /** The resource's type as a normal token. */
  get type(): string {
    return normalizeType(this.resource.type);
  }

  /** The place at a path of plain names below this one, `properties.networkAcls`. */
  at(path: string): Place {
    return path.split(".").reduce<Place>((place, name) => place.member(name), this);
  }

  /** The member of that name, whatever characters it holds. */
  member(name: string | number): Place {
    const path = memberPath(this.path, name);
    if (this.hiddenAt !== undefined) {
      return new Place(this.resource, path, undefined, this.hiddenAt, this.report);
    }
    const value = memberOf(this.value, name);
    return new Place(this.resource, path, value, isUnknown(value) ? path : undefined, this.report);
  }

  /** The items of the list here: none where nothing stands here. A hidden list is reported, and has none. */
  items(needed: string): readonly Place[] {
    if (this.isHidden(needed) || !isList(this.value)) {
      return [];
    }
    return this.value.map((_, index) => this.member(index));
  }

  /** Names of the members of the object here. A hidden object is reported, and has none. */
  names(needed: string): readonly string[] {
    return this.isHidden(needed) || !isObject(this.value) ? [] : Object.keys(this.value);
  }

  /** True where something stands here, also an unknown that the table of permitted unknowns names for this very place. */
  isPresent(): boolean {
    return (
      this.isPermittedUnknown() || (this.hiddenAt === undefined && this.value !== undefined && this.value !== null)
    );
  }

  /** True where an unknown stands here that the table permits. Its source is judged by azure-unknowns-permitted. */
  isPermittedUnknown(): boolean {
    return this.hiddenAt === this.path && permittedUnknown(this.resource.type, this.path) !== undefined;
  }

  /** True, and reported, where an unknown hides what is here. */
  isHidden(needed: string): boolean {
    if (this.hiddenAt === undefined) {
      return false;
    }
    this.report.unknown(this.resource, this.hiddenAt, needed);
    return true;
  }

  /** Demands that what stands here is accepted; a permitted unknown passes. */
  must(accepts: Accepts, advice: string): void {
    if (this.isPermittedUnknown() || this.isHidden(advice)) {
      return;
    }
    if (!accepts(this.value)) {
      this.violation(advice);
    }
  }

  /** Demands a value that must not be left out: something that is not empty, or a permitted unknown. */
  mustBePresent(advice: string): void {
    this.must((value) => !isEmpty(value), advice);
  }

  /** Demands a list with at least one item; permitted unknowns count as items. */
  mustHaveItems(advice: string): void {
    this.must((value) => isList(value) && value.length > 0, advice);
    for (const item of this.items(advice)) {
      item.mustBePresent(advice);
    }
  }

  /** Reports that what stands here is wrong, with its value unless it may be a secret. */
  violation(advice: string): void {
    const found = this.value === undefined ? "is not set" : `is ${shown(this.path, this.value)}`;
    this.wrong(`${this.path === "" ? "it" : this.path} ${found}: ${advice}.`);
  }

  /** Reports a violation of this resource in words of its own. */
  wrong(message: string): void {
    this.report.violation(this.resource, message);
  }

  /** The text here, or undefined where there is none; a hidden one is reported. */
  text(needed: string): string | undefined {
    return !this.isHidden(needed) && typeof this.value === "string" ? this.value : undefined;
  }
}

function memberOf(value: Json | undefined, name: string | number): Json | undefined {
  if (isList(value)) {
    return typeof name === "number" ? value[name] : undefined;
  }
  return isObject(value) && !isClosedSecret(value) ? value[name] : undefined;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || (isList(value) && value.length === 0);
}
