import { describe, expect, it } from "vitest";
import type { LatestValue } from "../../../../api/contract/index.ts";
import { alarm } from "../laws/fixtures.ts";
import { createAlarmStore } from "./alarms.ts";
import { createLinkStore } from "./link.ts";
import { createValueStore } from "./values.ts";

const value = (at: number, n = at, point = "p"): LatestValue => ({
  point,
  at,
  receivedAt: at,
  value: n,
  quality: "good",
});

describe("values", () => {
  it("keep the newest by source time, whatever the order of arrival", () => {
    const store = createValueStore(() => undefined);
    store.take([value(2), value(1)]);
    expect(store.get("p")?.value).toBe(2);
  });
  it("are replaced by a snapshot even with older ones: the server knows", () => {
    const store = createValueStore(() => undefined);
    store.take([value(9)]);
    store.replace([value(3)]);
    expect(store.get("p")?.value).toBe(3);
  });
  it("of a snapshot that are known already wake nobody", () => {
    const jobs: (() => void)[] = [];
    const store = createValueStore((work) => jobs.push(work));
    const woken: string[] = [];
    for (const point of ["p", "q"]) store.watch(point, () => woken.push(point));
    store.take([value(1), value(1, 1, "q")]);
    while (jobs.length > 0) jobs.shift()?.();
    store.replace([value(1), { ...value(1, 1, "q"), quality: "uncertain" }]);
    expect(woken).toEqual(["p", "q", "q"]);
  });
  it("wake only who watches that point, until they stop", () => {
    const store = createValueStore((work) => work());
    const woken: string[] = [];
    const stop = store.watch("p", () => woken.push("p"));
    store.watch("q", () => woken.push("q"));
    store.take([value(1)]);
    stop();
    store.take([value(2), value(2, 2, "q")]);
    expect(woken).toEqual(["p", "q"]);
  });
  it("that keep coming are shown at once, then together: a hundred messages, two drawings", () => {
    const jobs: (() => void)[] = [];
    const store = createValueStore((work) => jobs.push(work));
    const woken: (number | undefined)[] = [];
    store.watch("p", () => woken.push(Number(store.get("p")?.value)));
    for (let n = 1; n <= 100; n++) store.take([value(n)]);
    expect(woken).toEqual([1]);
    jobs.shift()?.();
    expect(woken).toEqual([1, 100]);
    // Nothing came meanwhile: the next is shown at once again.
    jobs.shift()?.();
    store.take([value(101)]);
    expect(woken).toEqual([1, 100, 101]);
  });
  it("of a whole page are shown in turns, each once and its newest", () => {
    const jobs: { work: () => void; when: string }[] = [];
    const store = createValueStore((work, when) => jobs.push({ work, when }));
    const shown = new Map<string, unknown[]>();
    for (let n = 0; n < 50; n++) {
      const seen: unknown[] = [];
      shown.set(`p${n}`, seen);
      store.watch(`p${n}`, () => seen.push(store.get(`p${n}`)?.value));
    }
    const all = (at: number) => Array.from({ length: 50 }, (_, n) => value(at, at, `p${n}`));
    const woken = () => [...shown.values()].filter((seen) => seen.length > 0).length;
    store.replace(all(1));
    expect(woken()).toBe(24);
    // What comes between two turns waits its time, and the turns to come show the newest already.
    store.take([value(2, 2, "p49")]);
    expect(jobs.map(({ when }) => when)).toEqual(["soon"]);
    jobs.shift()?.work();
    expect(woken()).toBe(48);
    jobs.shift()?.work();
    expect(woken()).toBe(50);
    expect(shown.get("p0")).toEqual([1]);
    expect(shown.get("p49")).toEqual([2]);
    expect(jobs.map(({ when }) => when)).toEqual(["calm"]);
    jobs.shift()?.work();
    expect(shown.get("p49")).toEqual([2, 2]);
  });
});

describe("alarms", () => {
  const jobs: (() => void)[] = [];
  const create = () => createAlarmStore((job) => jobs.push(job));
  const settle = () => {
    for (const job of jobs.splice(0)) job();
  };

  it("are not known before the first answer: an empty board is no quiet estate", () => {
    const store = create();
    expect(store.board().known).toBe(false);
    store.replace([]);
    settle();
    expect(store.board()).toEqual({ known: true, open: [], hidden: [] });
  });
  it("told again as they are draw nothing anew; one word that differs does", () => {
    const store = create();
    let drawn = 0;
    store.watch(() => drawn++);
    store.replace([alarm({ sequence: 5 })]);
    settle();
    const board = store.board();
    store.replace([alarm({ sequence: 5 })]);
    settle();
    expect(drawn).toBe(1);
    expect(store.board()).toBe(board);
    store.replace([alarm({ sequence: 5, title: { en: "Another", zh: "另一条" } })]);
    settle();
    store.replace([]);
    settle();
    store.replace([]);
    settle();
    expect(drawn).toBe(3);
    expect(store.board().open).toEqual([]);
  });
  it("leave when normal, and do not come back by a late message", () => {
    const store = create();
    store.take([alarm({ sequence: 5 })]);
    store.take([alarm({ sequence: 6, state: "normal" })]);
    store.take([alarm({ sequence: 5 })]);
    settle();
    expect(store.board().open).toEqual([]);
  });
  it("never go back in sequence", () => {
    const store = create();
    store.take([alarm({ sequence: 7, state: "acknowledged" }), alarm({ sequence: 6 })]);
    settle();
    expect(store.board().open.map(({ state }) => state)).toEqual(["acknowledged"]);
  });
  it("wake the screen once for a burst of ten thousand", () => {
    const store = create();
    let woken = 0;
    store.watch(() => woken++);
    for (let i = 0; i < 10_000; i++) store.take([alarm({ id: `a${i}`, sequence: i })]);
    settle();
    expect([woken, store.board().open.length]).toEqual([1, 10_000]);
  });
  it("come in parts, and a transition told meanwhile is believed more", () => {
    const store = create();
    store.replace([alarm({ id: "a", sequence: 1 })]);
    store.take([
      alarm({ id: "b", sequence: 9, state: "normal" }),
      alarm({ id: "c", sequence: 8, assignedTo: "li" }),
    ]);
    store.add(
      [alarm({ id: "b", sequence: 2 }), alarm({ id: "c", sequence: 3 }), alarm({ id: "d", sequence: 4 })],
      true,
    );
    settle();
    expect(
      store
        .board()
        .open.map(({ id }) => id)
        .sort(),
    ).toEqual(["a", "c", "d"]);
    expect(store.get("c")?.assignedTo).toBe("li");
  });
  it("of twenty parts are drawn with the first and the last, not with each; a transition meanwhile at once", () => {
    const due: { work: () => void; when: string }[] = [];
    const store = createAlarmStore((work, when) => due.push({ work, when }));
    const seen: number[] = [];
    store.watch(() => seen.push(store.board().open.length));
    const run = () => {
      for (const { work } of due.splice(0)) work();
    };
    store.replace([alarm({ id: "a0" })]);
    run();
    for (let i = 1; i < 19; i++) store.add([alarm({ id: `a${i}` })], false);
    expect(due.map(({ when }) => when)).toEqual(["at-leisure"]);
    store.take([alarm({ id: "new", sequence: 9 })]);
    expect(due.map(({ when }) => when)).toEqual(["at-leisure", "soon"]);
    store.add([alarm({ id: "a19" })], true);
    run();
    expect(seen).toEqual([1, 21]);
  });

  it("are announced when raised, not when acknowledged or found in a snapshot", () => {
    const store = create();
    const said: number[] = [];
    store.onRaised(({ occurrence }) => said.push(occurrence));
    store.replace([alarm({ sequence: 1 })]);
    store.take([alarm({ sequence: 2, state: "returned" })]);
    store.take([alarm({ sequence: 3, occurrence: 2 })]);
    store.take([alarm({ sequence: 4, occurrence: 2, state: "acknowledged" })]);
    expect(said).toEqual([2]);
  });
});

describe("the link", () => {
  it("takes its clock from the pulse, trusting the quickest one", () => {
    let local = 1_000;
    const link = createLinkStore(() => local);
    link.pulse(5_000, null);
    local = 3_000;
    link.pulse(6_900, null); // 100 ms late on its way
    expect(link.now()).toBe(7_000);
  });
  it("follows when the server's clock is set anew", () => {
    const link = createLinkStore(() => 0);
    link.pulse(60_000, null);
    link.pulse(10_000, null);
    expect(link.now()).toBe(10_000);
  });
  it("is silent when pulses stop although the socket is open, and live with the next", () => {
    let local = 0;
    const link = createLinkStore(() => local);
    link.opened();
    local = 7_001;
    link.look();
    expect(link.state().is).toBe("silent");
    link.pulse(7_100, null);
    expect(link.state().is).toBe("live");
  });
  it("is connecting until it was once open, then lost", () => {
    const link = createLinkStore(() => 0);
    link.closed();
    expect(link.state().is).toBe("connecting");
    link.opened();
    link.closed();
    expect(link.state().is).toBe("lost");
  });
});
