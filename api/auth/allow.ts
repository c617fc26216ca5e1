import type { MiddlewareHandler } from "hono";
import { text } from "../../facility/units/index.ts";
import type { Role } from "../contract/index.ts";
import type { ApiEnv } from "../env.ts";
import { refuse } from "../problems.ts";
import { includes, roleZh } from "./roles.ts";

/** What a route needs, said once: for the check and for the OpenAPI document. Spread it into the route. */
export function allow(role: Role): {
  security: { [scheme: string]: string[] }[];
  description: string;
  /** For programs that read the document, and for the test that tries each role on each route. */
  "x-role": Role;
  middleware: MiddlewareHandler<ApiEnv>;
} {
  return {
    security: [{ cookie: [] }, { bearer: [] }],
    "x-role": role,
    description: `Needs the role ${role} or above.`,
    middleware: async (c, next) => {
      const person = c.get("person");
      if (!includes(person.role, role))
        return refuse(
          c,
          403,
          text(
            `This needs the role ${role}; ${person.username} is ${person.role}. Ask an administrator.`,
            `此操作须${roleZh[role]}及以上角色，${person.username} 为${roleZh[person.role]}。请联系管理员。`,
          ),
        );
      await next();
      return undefined;
    },
  };
}
