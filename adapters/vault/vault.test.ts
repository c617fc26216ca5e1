import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Channel, DutyDocuments, DutyKind, DutyStore } from "../../facility/oncall/index.ts";
import { instant } from "../../facility/units/index.ts";
import { openVault, sealedDuty } from "./index.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "watchkeeper-vault-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it("its key is made once, is its owner's alone, and a damaged one is said", () => {
  const first = openVault(folder).seal("s3cret", "sms secret");
  const file = join(folder, "secrets.key");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  expect(openVault(folder).open(first, "sms secret")).toBe("s3cret");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const key = readFileSync(file, "utf8");
  writeFileSync(file, "short");
  expect(() => openVault(folder)).toThrow(/is no key of 32 bytes. Restore it from a backup/);
  writeFileSync(file, key);
});

it("what is sealed opens for its purpose alone, not once it was touched, and never looks the same twice", () => {
  const vault = openVault(folder);
  const sealed = vault.seal("钥匙", "sms secret");
  expect(sealed).not.toContain("钥匙");
  expect(vault.seal("钥匙", "sms secret")).not.toBe(sealed);
  expect(vault.open(sealed, "sms secret")).toBe("钥匙");
  expect(vault.open(sealed, "sms url")).toBeUndefined();
  const parts = sealed.split(".");
  for (const part of [1, 2, 3]) {
    const flipped = Buffer.from(parts[part]!, "base64url");
    flipped[0]! ^= 1;
    expect(
      vault.open(parts.with(part, flipped.toString("base64url")).join("."), "sms secret"),
    ).toBeUndefined();
  }
  expect(vault.open("plain text", "sms secret")).toBeUndefined();
});

it("a signed link says what it was signed for; nobody else can make one", () => {
  const vault = openVault(folder);
  const token = vault.sign("answer d1", 1_760_000_000_000);
  expect(vault.verify(token)).toEqual({ what: "answer d1", until: 1_760_000_000_000 });
  const [what, until, mac] = token.split(".");
  const other = Buffer.from("answer d2").toString("base64url");
  for (const forged of [
    `${other}.${until}.${mac}`,
    `${what}.zzzzzzzz.${mac}`,
    `${what}.${until}`,
    "",
    "a.b.c",
  ])
    expect(vault.verify(forged)).toBeUndefined();
});

it("channels lie with their secrets sealed; under another key they are empty and it is said", async () => {
  const rows = new Map<string, unknown>();
  const store = {
    list: async <K extends DutyKind>(kind: K) =>
      [...rows].filter(([key]) => key.startsWith(kind)).map(([, row]) => row) as DutyDocuments[K][],
    put: async (kind: DutyKind, document: { id: string }) =>
      void rows.set(`${kind} ${document.id}`, document),
    remove: async () => true,
  } as DutyStore;
  const channel = {
    ...{
      id: "sms",
      name: { en: "SMS", zh: "短信" },
      enabled: true,
      kind: "webhook",
      url: "https://x/?key=key-in-the-address",
    },
    ...{
      secret: "secret-to-sign-with",
      headers: { authorization: "token-of-a-header" },
      template: "{{title}}",
      contentType: "text/plain",
    },
    ...{ limit: { messages: 10, minutes: 10 }, testEveryHours: 0, testAddress: "" },
  } as Channel;
  const warned: string[] = [];
  const log = { warn: (message: string) => void warned.push(message) };
  const sealed = sealedDuty(store, openVault(folder), log);
  await sealed.put("channel", channel, { by: "boss", at: instant(0) });
  const lying = JSON.stringify([...rows.values()]);
  for (const secret of ["key-in-the-address", "secret-to-sign-with", "token-of-a-header"])
    expect(lying).not.toContain(secret);
  expect(lying).toContain("{{title}}");
  expect(await sealed.list("channel")).toEqual([channel]);
  expect(warned).toEqual([]);

  const elsewhere = mkdtempSync(join(tmpdir(), "watchkeeper-vault-"));
  const [opened] = await sealedDuty(store, openVault(elsewhere), log).list("channel");
  rmSync(elsewhere, { recursive: true });
  expect(opened).toMatchObject({ secret: "", url: "" });
  expect(warned).toContainEqual(expect.stringContaining("Enter it again under channels"));
});
