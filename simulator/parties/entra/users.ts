/**
 * Who can sign in at the stand-in. The plan names groups, not their members: the first two users are members of every
 * group that is assigned, the last is a member of none. An `oid` that is not named here counts as a member.
 */
export interface User {
  /** Object id. */
  readonly oid: string;
  /** What a client may send as `login_hint`; the object id does as well. */
  readonly userName: string;
  readonly name: string;
  readonly assigned: boolean;
}

export const USERS: readonly [User, ...User[]] = [
  { oid: "5a3c1f0e-8a0d-4c1b-9a55-0c6f7c1d0a01", userName: "avery@example.com", name: "Avery Stone", assigned: true },
  { oid: "5a3c1f0e-8a0d-4c1b-9a55-0c6f7c1d0a02", userName: "blake@example.com", name: "Blake Rivers", assigned: true },
  { oid: "5a3c1f0e-8a0d-4c1b-9a55-0c6f7c1d0a03", userName: "casey@example.com", name: "Casey Moor", assigned: false },
];

/** The first user signs in where the client names none; undefined where nobody has that name. */
export function userOfHint(hint: string | undefined): User | undefined {
  return hint === undefined || hint === ""
    ? USERS[0]
    : USERS.find((user) => user.oid === hint || user.userName === hint.toLowerCase());
}

/** Whether a user is a member of the groups that the plan assigns. */
export function isMember(oid: string): boolean {
  return USERS.find((user) => user.oid === oid)?.assigned ?? true;
}
