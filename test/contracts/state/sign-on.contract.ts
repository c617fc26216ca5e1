import { describe, expect, it } from "vitest";
import type { People } from "../../../api/ports.ts";
import type { SignOnAccounts } from "../../../api/sign-on/index.ts";

const ISSUER = "https://id.example";

/** What every keeper of a directory's subjects does. */
export function signOnContract(open: () => Promise<{ people: People; signOn: SignOnAccounts }>): void {
  describe("subjects of a directory", () => {
    it("one subject is one person, and one person one subject", async () => {
      const { people, signOn } = await open();
      for (const username of ["Duty", "desk"])
        await people.create({ username, name: username, role: "technician", password: "correct horse" });
      expect(await signOn.named("DUTY")).toEqual({
        person: { username: "Duty", name: "Duty", role: "technician" },
        joined: false,
      });
      expect(await signOn.named("nobody")).toBeUndefined();
      expect(await signOn.join("duty", ISSUER, "s-1")).toBe(true);
      expect(await signOn.join("desk", ISSUER, "s-1")).toBe(false);
      expect(await signOn.join("duty", ISSUER, "s-2")).toBe(false);
      expect(await signOn.find(ISSUER, "s-1")).toMatchObject({ username: "Duty" });
      expect(await signOn.find("https://other.example", "s-1")).toBeUndefined();
      expect(await signOn.named("duty")).toMatchObject({ joined: true });
    });

    it("makes somebody whom no password lets in, and follows a change of role", async () => {
      const { people, signOn } = await open();
      const lin = { username: "lin.wei", name: "林伟", role: "viewer" } as const;
      expect(await signOn.create(lin, ISSUER, "s-9")).toMatchObject({ ok: true });
      expect(await signOn.create(lin, ISSUER, "s-10")).toMatchObject({ ok: false });
      expect(await signOn.create({ ...lin, username: "a b" }, ISSUER, "s-11")).toMatchObject({ ok: false });
      for (const password of ["", "-"]) expect(await people.verify("lin.wei", password)).toBeUndefined();
      await signOn.setRole("LIN.WEI", "manager");
      expect(await signOn.find(ISSUER, "s-9")).toEqual({ ...lin, role: "manager" });
    });
  });
}
