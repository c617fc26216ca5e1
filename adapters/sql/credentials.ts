import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Kysely } from "kysely";
import type { GatewayCredentials } from "../../api/ports.ts";
import type { Tables } from "./tables.ts";

const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

export function sqlCredentials(db: Kysely<Tables>): GatewayCredentials {
  const find = (username: string) =>
    db
      .selectFrom("gateway_credentials")
      .select("secret_hash")
      .where("username", "=", username)
      .executeTakeFirst();

  return {
    async enroll(site, gateway) {
      const secret = randomBytes(32).toString("base64url");
      const secret_hash = hashOf(secret).toString("hex");
      await db
        .insertInto("gateway_credentials")
        .values({ username: `${site}/${gateway}`, secret_hash })
        .onConflict((conflict) => conflict.column("username").doUpdateSet({ secret_hash }))
        .execute();
      return secret;
    },

    async verify(username, secret) {
      const row = await find(username);
      return row !== undefined && timingSafeEqual(hashOf(secret), Buffer.from(row.secret_hash, "hex"));
    },

    async keepOnly(allowed) {
      const rows = await db.selectFrom("gateway_credentials").select("username").execute();
      const gone = rows.map(({ username }) => username).filter((username) => !allowed(username));
      if (gone.length > 0) await db.deleteFrom("gateway_credentials").where("username", "in", gone).execute();
      return gone;
    },

    async marks() {
      const rows = await db.selectFrom("gateway_credentials").selectAll().execute();
      return new Map(rows.map(({ username, secret_hash }) => [username, secret_hash]));
    },

    has: async (site, gateway) => (await find(`${site}/${gateway}`)) !== undefined,
  };
}
