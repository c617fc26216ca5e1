import { done, type Instant, problem, type Result } from "../../facility/units/index.ts";
import { type Person, type PersonChange, personKey } from "../ports.ts";

/** Who keeps every site's settings sees every site. */
export function checkSites({ role, sites }: Pick<Person, "role" | "sites">): Result<void> {
  return sites !== undefined && role === "admin"
    ? problem(
        "an administrator sees every site. Leave the sites out, or choose another role.",
        "管理员可查看所有项目。请不要限定项目，或选择其他角色。",
      )
    : done(undefined);
}

/** The person after the change; `all` is everybody, since somebody must be left who can let others in. */
export function changePerson(
  username: string,
  change: PersonChange,
  all: readonly Person[],
  now: Instant,
): Result<Person> {
  const key = personKey(username);
  const before = all.find((each) => personKey(each.username) === key);
  if (!before)
    return problem(
      `there is no person "${username}". The list of people shows the names.`,
      `没有用户“${username}”，请查看人员清单。`,
    );
  const sites = change.sites === null ? undefined : (change.sites ?? before.sites);
  const closedAt =
    change.closed === undefined ? before.closedAt : change.closed ? (before.closedAt ?? now) : undefined;
  const after: Person = {
    username: before.username,
    name: change.name ?? before.name,
    role: change.role ?? before.role,
    ...(sites === undefined ? {} : { sites }),
    ...(closedAt === undefined ? {} : { closedAt }),
  };
  const good = checkSites(after);
  if (!good.ok) return good;
  const admins = all.map((each) => (each === before ? after : each)).filter(isOpenAdmin);
  if (isOpenAdmin(before) && admins.length === 0)
    return problem(
      `${before.username} is the only administrator. Make somebody else one first.`,
      `${before.username} 是唯一的管理员，请先将他人设为管理员。`,
    );
  return done(after);
}

const isOpenAdmin = ({ role, closedAt }: Person): boolean => role === "admin" && closedAt === undefined;
