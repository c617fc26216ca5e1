import { describe, expect, it } from "vitest";
import type { People, Person, Sessions } from "../../../api/ports.ts";
import { after, hours, instant, type Millis, minutes } from "../../../facility/units/index.ts";

const duty: Person = { username: "duty.desk", name: "值班室", role: "technician" };
const password = "correct horse battery";
const start = instant(1_760_000_000_000);
const later = (...waits: Millis[]) => waits.reduce(after, start);

const shown = { username: duty.username, name: duty.name };
const program = (label: string) => ({ label, role: duty.role, endsAt: later(hours(24 * 365)) });

/** What every filler of People and Sessions does; they share a database, so they share a suite. */
export function peopleContract(open: () => Promise<{ people: People; sessions: Sessions }>): void {
  describe("people", () => {
    it("knows who was created, and by which password", async () => {
      const { people } = await open();
      expect(await people.count()).toBe(0);
      expect(await people.create({ ...duty, password })).toEqual({ ok: true, value: duty });
      expect(await people.count()).toBe(1);
      expect(await people.list()).toEqual([duty]);
      expect(await people.verify("duty.desk", password)).toEqual(duty);
      expect(await people.verify("duty.desk", `${password} `)).toBeUndefined();
      expect(await people.verify("nobody", password)).toBeUndefined();
    });

    it("takes a name however it is typed, and gives it to one person only", async () => {
      const { people } = await open();
      await people.create({ ...duty, password });
      expect(await people.verify(" DUTY.Desk", password)).toEqual(duty);
      expect(await people.verify("ｄｕｔｙ.desk", password)).toEqual(duty);
      const second = await people.create({ ...duty, username: "Duty.Desk", password });
      expect(second).toMatchObject({ ok: false, problem: expect.stringContaining("Choose another") });
      expect(await people.create({ ...duty, username: "值班员", password })).toMatchObject({ ok: true });
    });

    it.each([
      ["a name with a blank", { username: "duty desk", password }, "user name"],
      ["an empty name", { username: "", password }, "user name"],
      ["a short password", { username: "x", password: "short" }, "at least 8"],
    ])("refuses %s and says what is asked", async (_, wrong, says) => {
      const { people } = await open();
      const answer = await people.create({ ...duty, ...wrong });
      expect(answer).toMatchObject({ ok: false, problem: expect.stringContaining(says) });
      expect(await people.count()).toBe(0);
    });

    it("changes a password: the old one and the open sessions end, a program's token stays", async () => {
      const { people, sessions } = await open();
      await people.create({ ...duty, password });
      const session = await sessions.open(duty.username, start);
      const token = await sessions.issueToken(duty.username, program("grafana"), start);
      expect(await people.setPassword("duty.desk", "another long one")).toEqual({
        ok: true,
        value: undefined,
      });
      expect(await people.verify("duty.desk", password)).toBeUndefined();
      expect(await people.verify("duty.desk", "another long one")).toEqual(duty);
      expect(await sessions.find(session, start)).toBeUndefined();
      expect(await sessions.find(token, start)).toEqual(duty);
      expect(await people.setPassword("nobody", "another long one")).toMatchObject({ ok: false });
      expect(await people.setPassword("duty.desk", "short")).toMatchObject({ ok: false });
    });

    it("limits a person to sites, and gives back every site", async () => {
      const { people, sessions } = await open();
      const near = { ...duty, sites: ["riverside", "hillside"] };
      expect(await people.create({ ...near, password })).toEqual({ ok: true, value: near });
      const session = await sessions.open(duty.username, start);
      expect(await sessions.find(session, start)).toEqual(near);
      expect(await people.change(duty.username, { sites: ["hillside"], role: "engineer" }, start)).toEqual({
        ok: true,
        value: { ...duty, role: "engineer", sites: ["hillside"] },
      });
      expect(await people.change("DUTY.desk", { sites: null, name: "班长" }, start)).toMatchObject({
        ok: true,
      });
      const now = { username: "duty.desk", name: "班长", role: "engineer" };
      expect(await people.list()).toEqual([now]);
      expect(await sessions.find(session, start)).toEqual(now);
    });

    it("closes an account: no way in, sessions and tokens ended, the name kept; and opens it again", async () => {
      const { people, sessions } = await open();
      await people.create({ ...duty, password });
      const session = await sessions.open(duty.username, start);
      const token = await sessions.issueToken(duty.username, program("grafana"), start);
      const closed = { ...duty, closedAt: later(hours(1)) };
      expect(await people.change(duty.username, { closed: true }, later(hours(1)))).toEqual({
        ok: true,
        value: closed,
      });
      expect(await people.verify(duty.username, password)).toBeUndefined();
      expect(await sessions.find(session, later(hours(1)))).toBeUndefined();
      expect(await people.list()).toEqual([closed]);
      expect(await people.change(duty.username, { closed: false }, later(hours(2)))).toEqual({
        ok: true,
        value: duty,
      });
      expect(await people.verify(duty.username, password)).toEqual(duty);
      // What has ended does not come back with the account.
      expect(await sessions.find(token, later(hours(2)))).toBeUndefined();
    });

    it("is left with an administrator, who sees every site", async () => {
      const { people } = await open();
      await people.create({ ...duty, role: "admin", password });
      for (const change of [{ closed: true }, { role: "manager" as const }, { sites: ["riverside"] }])
        expect(await people.change(duty.username, change, start)).toMatchObject({ ok: false });
      expect(await people.change("nobody", { name: "x" }, start)).toMatchObject({ ok: false });
      expect(await people.list()).toEqual([{ ...duty, role: "admin" }]);
    });
  });

  describe("sessions", () => {
    const withDuty = async () => {
      const state = await open();
      await state.people.create({ ...duty, password });
      return state.sessions;
    };

    it("finds the person until the session ends", async () => {
      const sessions = await withDuty();
      const token = await sessions.open(duty.username, start);
      expect(token.length).toBeGreaterThanOrEqual(43);
      expect(await sessions.open(duty.username, start)).not.toBe(token);
      expect(await sessions.find(token, start)).toEqual(duty);
      expect(await sessions.find("made up", start)).toBeUndefined();
      await sessions.end(token);
      expect(await sessions.find(token, start)).toBeUndefined();
    });

    it("lists those open with their device, ends one by its id, and all of a person's but one", async () => {
      const sessions = await withDuty();
      const first = await sessions.open(duty.username, start, {
        device: "Chrome · Android",
        address: "10.0.0.9",
      });
      const second = await sessions.open(duty.username, later(minutes(1)));
      await sessions.issueToken(duty.username, program("grafana"), start);
      const listed = await sessions.list(later(minutes(2)), first);
      expect(listed.map(({ id: _, ...rest }) => rest)).toEqual([
        {
          ...shown,
          device: "",
          address: "",
          openedAt: later(minutes(1)),
          usedAt: later(minutes(1)),
          current: false,
        },
        {
          ...shown,
          device: "Chrome · Android",
          address: "10.0.0.9",
          openedAt: start,
          usedAt: start,
          current: true,
        },
      ]);
      expect(await sessions.list(later(hours(13)), first)).toEqual([]);
      expect(await sessions.endSession(listed[0]!.id)).toBe(true);
      expect(await sessions.endSession(listed[0]!.id)).toBe(false);
      expect(await sessions.find(second, start)).toBeUndefined();
      await sessions.open(duty.username, start);
      expect(await sessions.endAll("DUTY.desk", first)).toBe(1);
      expect(await sessions.find(first, start)).toEqual(duty);
      expect(await sessions.endAll(duty.username)).toBe(1);
      expect(await sessions.tokens()).toHaveLength(1);
    });

    it("ends after 12 h without use; a use prolongs it", async () => {
      const sessions = await withDuty();
      const token = await sessions.open(duty.username, start);
      expect(await sessions.find(token, later(hours(11)))).toEqual(duty);
      expect(await sessions.find(token, later(hours(22)))).toEqual(duty);
      expect(await sessions.find(token, later(hours(34)))).toBeUndefined();
    });

    it("ends after 7 days however much it is used", async () => {
      const sessions = await withDuty();
      const token = await sessions.open(duty.username, start);
      for (let hour = 10; hour < 7 * 24; hour += 10)
        expect(await sessions.find(token, later(hours(hour)))).toEqual(duty);
      expect(await sessions.find(token, later(hours(7 * 24), minutes(-1)))).toEqual(duty);
      expect(await sessions.find(token, later(hours(7 * 24)))).toBeUndefined();
    });

    it("keeps a program's token until it is ended, for no more than it was made for, listed without its secret", async () => {
      const sessions = await withDuty();
      const token = await sessions.issueToken(duty.username, program("grafana"), start);
      const other = await sessions.issueToken(
        duty.username,
        { ...program("billing"), role: "viewer" },
        later(hours(1)),
      );
      expect(await sessions.find(token, later(hours(24 * 365), minutes(-1)))).toEqual(duty);
      expect(await sessions.find(token, later(hours(24 * 365)))).toBeUndefined();
      const listed = await sessions.tokens();
      expect(listed.map(({ label, username, role, issuedAt }) => [label, username, role, issuedAt])).toEqual([
        ["billing", duty.username, "viewer", later(hours(1))],
        ["grafana", duty.username, duty.role, start],
      ]);
      expect(JSON.stringify(listed)).not.toContain(token);
      expect(await sessions.endToken(listed[1]!.id)).toBe(true);
      expect(await sessions.endToken(listed[1]!.id)).toBe(false);
      expect(await sessions.find(token, start)).toBeUndefined();
      expect(await sessions.find(other, start)).toEqual({ ...duty, role: "viewer" });
    });

    it("keeps a token to some of its owner's sites, and never to more than its owner sees now", async () => {
      const { people, sessions } = await open();
      await people.create({ ...duty, password });
      const sites = ["riverside", "hillside"];
      const token = await sessions.issueToken(duty.username, { ...program("meters"), sites }, start);
      const session = await sessions.open(duty.username, start);
      expect(await sessions.find(token, start)).toEqual({ ...duty, sites });
      expect(await sessions.find(session, start, "session")).toEqual(duty);
      expect(await sessions.find(token, start, "session")).toBeUndefined();
      await people.change(duty.username, { sites: ["hillside", "lakeside"] }, start);
      expect(await sessions.find(token, start)).toEqual({ ...duty, sites: ["hillside"] });
      expect(await sessions.tokens()).toMatchObject([{ label: "meters", sites: ["hillside"] }]);
      await people.change(duty.username, { sites: ["lakeside"] }, start);
      expect(await sessions.find(token, start)).toEqual({ ...duty, sites: [] });
    });
  });
}
