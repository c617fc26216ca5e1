import { describe, expect, it } from "vitest";
import type { GatewayCredentials } from "../../../api/ports.ts";

/** What every filler of GatewayCredentials does. */
export function credentialsContract(open: () => Promise<GatewayCredentials>): void {
  describe("gateway credentials", () => {
    it("lets in the gateway with its own secret and nobody else", async () => {
      const credentials = await open();
      expect(await credentials.has("riverside", "gw-b1")).toBe(false);
      const secret = await credentials.enroll("riverside", "gw-b1");
      const other = await credentials.enroll("riverside", "gw-b2");
      expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(await credentials.has("riverside", "gw-b1")).toBe(true);
      expect(await credentials.verify("riverside/gw-b1", secret)).toBe(true);
      expect(await credentials.verify("riverside/gw-b1", other)).toBe(false);
      expect(await credentials.verify("riverside/gw-b1", "")).toBe(false);
      expect(await credentials.verify("riverside/gw-b9", secret)).toBe(false);
    });

    it("ends the old secret when a new one is made", async () => {
      const credentials = await open();
      const old = await credentials.enroll("riverside", "gw-b1");
      const fresh = await credentials.enroll("riverside", "gw-b1");
      expect(fresh).not.toBe(old);
      expect(await credentials.verify("riverside/gw-b1", old)).toBe(false);
      expect(await credentials.verify("riverside/gw-b1", fresh)).toBe(true);
    });

    it("marks a secret until the next one is made", async () => {
      const credentials = await open();
      const secret = await credentials.enroll("riverside", "gw-b1");
      await credentials.enroll("riverside", "gw-b2");
      const before = await credentials.marks();
      expect(await credentials.marks()).toEqual(before);
      expect([...before.values()]).not.toContain(secret);
      await credentials.enroll("riverside", "gw-b1");
      const after = await credentials.marks();
      expect(after.get("riverside/gw-b1")).not.toBe(before.get("riverside/gw-b1"));
      expect(after.get("riverside/gw-b2")).toBe(before.get("riverside/gw-b2"));
    });

    it("ends a secret with its gateway, and a gateway of that name gets a new one", async () => {
      const credentials = await open();
      const old = await credentials.enroll("riverside", "gw-b1");
      const other = await credentials.enroll("riverside", "gw-b2");
      expect(await credentials.keepOnly((username) => username !== "riverside/gw-b1")).toContain(
        "riverside/gw-b1",
      );
      expect(await credentials.has("riverside", "gw-b1")).toBe(false);
      expect(await credentials.verify("riverside/gw-b1", old)).toBe(false);
      expect(await credentials.verify("riverside/gw-b2", other)).toBe(true);
      const fresh = await credentials.enroll("riverside", "gw-b1");
      expect(fresh).not.toBe(old);
      expect(await credentials.verify("riverside/gw-b1", old)).toBe(false);
    });
  });
}
