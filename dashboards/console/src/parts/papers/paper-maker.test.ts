import { describe, expect, it } from "vitest";
import { PaperMaker } from "./paper-maker.ts";

/** A server whose papers are handed out by the test; it gives up a paper when told to, as a browser's fetch does. */
function atWork(obeys = true) {
  const asked: {
    path: string;
    signal: AbortSignal;
    answer: (paper: Blob) => void;
    fail: (error: Error) => void;
  }[] = [];
  const saved: string[] = [];
  const maker = new PaperMaker({
    fetch: (path, { signal }) =>
      new Promise((answer, fail) => {
        asked.push({ path, signal, answer, fail });
        if (obeys) signal.addEventListener("abort", () => fail(new Error("aborted")));
      }),
    save: (_, name) => saved.push(name),
    now: () => 7,
  });
  return { maker, asked, saved };
}
const paper = new Blob(["%PDF-"]);

describe("a paper that takes its time", () => {
  it("is saved under its name when it is there, and says so", async () => {
    const { maker, asked, saved } = atWork();
    const seen: string[] = [];
    maker.watch(() => seen.push(maker.state().is));
    const made = maker.make("/api/report", "plan.pdf", "zh");
    expect(maker.state()).toEqual({ is: "making", since: 7 });
    asked[0]?.answer(paper);
    await made;
    expect(saved).toEqual(["plan.pdf"]);
    expect(seen).toEqual(["making", "done"]);
  });
  it("stopped: the request is given up, nothing is saved, nothing is called a failure, and it can be asked for again", async () => {
    const { maker, asked, saved } = atWork();
    const first = maker.make("/api/report", "plan.pdf", "zh");
    maker.stop();
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(maker.state()).toEqual({ is: "idle" });
    await first;
    expect(maker.state()).toEqual({ is: "idle" });
    const second = maker.make("/api/report", "plan.pdf", "zh");
    asked[1]?.answer(paper);
    await second;
    expect(saved).toEqual(["plan.pdf"]);
  });
  it("stopped too late for the server: the answer that comes all the same is not saved", async () => {
    const { maker, asked, saved } = atWork(false);
    const made = maker.make("/api/report", "plan.pdf", "zh");
    maker.stop();
    asked[0]?.answer(paper);
    await made;
    expect(saved).toEqual([]);
    expect(maker.state()).toEqual({ is: "idle" });
  });
  it("overtaken by another: the first one's end does not speak for the second", async () => {
    const { maker, asked, saved } = atWork();
    const first = maker.make("/a", "a.pdf", "zh");
    const second = maker.make("/b", "b.pdf", "zh");
    await first;
    expect(maker.state()).toMatchObject({ is: "making" });
    asked[1]?.fail(new Error("no money for paper"));
    await second;
    expect(maker.state()).toMatchObject({ is: "failed", error: new Error("no money for paper") });
    expect(saved).toEqual([]);
  });
});
