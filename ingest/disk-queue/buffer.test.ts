import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BufferOptions, DiskBuffer } from "./buffer.ts";
import { openBuffer } from "./open-buffer.ts";

let folder: string;
let warnings: string[];
const opened: DiskBuffer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "watchkeeper-buffer-"));
  warnings = [];
});
afterEach(async () => {
  for (const buffer of opened.splice(0)) await buffer.close();
  rmSync(folder, { recursive: true, force: true });
});

const tryOpen = (options: BufferOptions = {}) =>
  openBuffer(folder, { warn: (message) => warnings.push(message), ...options });
function open(options: BufferOptions = {}): DiskBuffer {
  const buffer = tryOpen(options);
  if (!buffer.ok) throw new Error(buffer.problem);
  opened.push(buffer.value);
  return buffer.value;
}
function put(buffer: DiskBuffer, ...texts: string[]) {
  for (const text of texts) expect(buffer.append(Buffer.from(text)).ok).toBe(true);
}
function takeAll(buffer: DiskBuffer) {
  const all: { seq: number; text: string }[] = [];
  for (let next = buffer.next(); next; next = buffer.next())
    all.push({ seq: next.seq, text: next.payload.toString() });
  return all;
}
const texts = (buffer: DiskBuffer) => takeAll(buffer).map(({ text }) => text);
const files = () => readdirSync(folder).filter((name) => name.endsWith(".segment"));

describe("in order, until acknowledged", () => {
  it("hands out what was put in, once, in order", () => {
    const buffer = open();
    put(buffer, "a", "b");
    expect(texts(buffer)).toEqual(["a", "b"]);
    put(buffer, "c");
    expect(texts(buffer)).toEqual(["c"]);
    expect(buffer.waiting).toBe(3);
  });

  it("starts again at the first unacknowledged record after a lost link", () => {
    const buffer = open();
    put(buffer, "a", "b", "c", "d");
    const [a, , c] = takeAll(buffer);
    buffer.ack(a!.seq);
    buffer.ack(c!.seq);
    buffer.rewind();
    expect(texts(buffer)).toEqual(["b", "d"]);
    expect(buffer.waiting).toBe(2);
  });

  it("goes on after a restart where the cursor stood", async () => {
    const before = open();
    put(before, "a", "b", "c");
    before.ack(1);
    await before.close();
    const after = open();
    expect(texts(after)).toEqual(["b", "c"]);
    put(after, "d");
    expect(takeAll(after)).toEqual([{ seq: 4, text: "d" }]);
  });

  it("loses nothing that was appended when the process dies without closing", () => {
    put(open(), "a", "b");
    expect(texts(open())).toEqual(["a", "b"]);
  });

  it("deletes files whose records are all acknowledged", () => {
    const buffer = open({ segmentBytes: 30 });
    put(buffer, "0123456789", "0123456789", "0123456789");
    expect(files()).toHaveLength(3);
    for (const { seq } of takeAll(buffer)) buffer.ack(seq);
    expect(files()).toHaveLength(1);
    expect(buffer.waiting).toBe(0);
  });

  it("reads through many files and records larger than a chunk", () => {
    const buffer = open({ segmentBytes: 400_000 });
    const long = Array.from({ length: 6 }, (_, i) => String(i).repeat(200_000));
    put(buffer, "short", ...long);
    expect(texts(buffer)).toEqual(["short", ...long]);
  });
});

describe("the byte budget", () => {
  it("drops the oldest file first, counts what was unsent, and says so", () => {
    const buffer = open({ segmentBytes: 40, budgetBytes: 100 });
    const all = Array.from({ length: 12 }, (_, i) => `message-${i + 10}`);
    put(buffer, ...all);
    expect(buffer.bytes).toBeLessThanOrEqual(100);
    expect(buffer.dropped).toBeGreaterThan(0);
    expect(texts(buffer)).toEqual(all.slice(buffer.dropped));
    expect(warnings[0]).toContain("unsent messages were dropped");
  });

  it("hands out nothing that was dropped after it was read ahead", () => {
    const buffer = open({ segmentBytes: 40, budgetBytes: 100 });
    put(buffer, "message-10", "message-11");
    expect(buffer.next()?.payload.toString()).toBe("message-10");
    put(buffer, ...Array.from({ length: 8 }, (_, i) => `later-msg-${i}`));
    expect(texts(buffer)[0]).not.toBe("message-11");
    expect(buffer.waiting).toBe(10 - buffer.dropped);
  });
});

describe("a buffer that refuses when full", () => {
  const full = { segmentBytes: 40, budgetBytes: 100, whenFull: "refuse" as const };

  it("keeps what it has, says so, and takes records again once some are done with", () => {
    const buffer = open(full);
    let kept = 0;
    while (buffer.append(Buffer.from(`message-${kept + 10}`)).ok) kept++;
    expect(kept).toBe(5);
    expect(buffer.append(Buffer.from("message-99"))).toMatchObject({
      ok: false,
      problem: expect.stringContaining("has reached its 100 bytes"),
    });
    expect(buffer.dropped).toBe(0);
    const all = takeAll(buffer);
    expect(all.map(({ text }) => text)).toEqual(Array.from({ length: 5 }, (_, i) => `message-${i + 10}`));
    for (const { seq } of all) buffer.ack(seq);
    expect(buffer.append(Buffer.from("message-99")).ok).toBe(true);
  });

  it("shows every unacknowledged record without moving on", () => {
    const buffer = open(full);
    put(buffer, "a", "b", "c");
    buffer.ack(buffer.next()!.seq);
    const look = () => [...buffer.unacknowledged()].map(({ payload }) => payload.toString());
    expect(look()).toEqual(["b", "c"]);
    expect(buffer.next()?.payload.toString()).toBe("b");
    expect(look()).toEqual(["b", "c"]);
  });

  it("promises an fsync, or says that it failed", async () => {
    const buffer = open(full);
    put(buffer, "a");
    await buffer.flush();
    put(buffer, "b");
    rmSync(folder, { recursive: true });
    await expect(buffer.flush()).rejects.toThrow(/ENOENT/);
  });
});

describe("damage", () => {
  const segment = () => join(folder, files().at(-1)!);

  it("cuts away a torn write at the end, wherever it was cut, and keeps the rest", async () => {
    const records = ["first", "second record", "third"];
    const first = open();
    put(first, ...records);
    await first.close();
    const whole = readFileSync(segment());
    const ends = records.map((_, i) =>
      records.slice(0, i + 1).reduce((sum, text) => sum + 8 + text.length, 0),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (cut) => {
        writeFileSync(segment(), whole.subarray(0, cut));
        const buffer = open();
        const kept = ends.filter((end) => end <= cut).length;
        expect(texts(buffer)).toEqual(records.slice(0, kept));
        put(buffer, "new");
        expect(texts(buffer)).toEqual(["new"]);
        await buffer.close();
        expect(texts(open())).toEqual([...records.slice(0, kept), "new"]);
      }),
      { numRuns: 60 },
    );
  });

  it("cuts away a tail of zeros, as a power cut may leave it", () => {
    put(open(), "a");
    const size = statSync(segment()).size;
    truncateSync(segment(), size + 500);
    expect(texts(open())).toEqual(["a"]);
    expect(warnings.join()).toContain("cut off");
    expect(statSync(segment()).size).toBe(size);
  });

  it("refuses a file damaged in its middle and says which to move aside", () => {
    put(open(), "first", "second", "third");
    const data = readFileSync(segment());
    data[8 + 5 + 8 + 2]! ^= 0xff;
    writeFileSync(segment(), data);
    const buffer = tryOpen();
    expect(buffer.ok).toBe(false);
    expect(!buffer.ok && buffer.problem).toMatch(/damaged at byte 13.*mv .*\.segment .*\.damaged/);
    expect(readFileSync(segment())).toEqual(data);
  });

  it("refuses a torn tail in a file that is not the youngest", () => {
    put(open({ segmentBytes: 30 }), "0123456789", "0123456789", "0123456789");
    const oldest = join(folder, files()[0]!);
    truncateSync(oldest, 12);
    const buffer = tryOpen();
    expect(!buffer.ok && buffer.problem).toContain(oldest);
  });

  it("goes on without a file that was moved aside", () => {
    put(open({ segmentBytes: 30 }), "message-01", "message-02", "message-03");
    rmSync(join(folder, files()[1]!));
    const buffer = open({ segmentBytes: 30 });
    const rest = takeAll(buffer);
    expect(rest.map(({ text }) => text)).toEqual(["message-01", "message-03"]);
    expect(warnings.join()).toContain("messages 2 to 2 are missing");
    for (const { seq } of rest) buffer.ack(seq);
    expect(buffer.waiting).toBe(0);
  });

  it("sends everything again when the cursor is unreadable", async () => {
    const before = open();
    put(before, "a", "b");
    before.ack(1);
    await before.close();
    writeFileSync(join(folder, "cursor.json"), "");
    expect(texts(open())).toEqual(["a", "b"]);
    expect(warnings.join()).toContain("sent again");
  });

  it("never numbers a new record below the cursor", async () => {
    const before = open();
    put(before, "a", "b", "c");
    for (const { seq } of takeAll(before)) before.ack(seq);
    await before.close();
    truncateSync(segment(), 9);
    const after = open();
    put(after, "d");
    expect(takeAll(after)).toEqual([{ seq: 4, text: "d" }]);
  });

  it("skips what the disk lost while running, and says so", () => {
    const buffer = open();
    put(buffer, "a", "b");
    truncateSync(segment(), 4);
    expect(buffer.next()).toBeUndefined();
    expect(buffer.dropped).toBe(2);
    put(buffer, "c");
    expect(texts(buffer)).toEqual(["c"]);
    expect(warnings.join()).toContain("check the disk");
  });
});

it("says what to do when the folder cannot be used", () => {
  writeFileSync(join(folder, "file"), "");
  const buffer = openBuffer(join(folder, "file"));
  expect(!buffer.ok && buffer.problem).toContain("name another folder");
});

it("refuses an empty and an overlong record", () => {
  const buffer = open();
  expect(buffer.append(Buffer.alloc(0)).ok).toBe(false);
  expect(buffer.append(Buffer.alloc((1 << 20) + 1)).ok).toBe(false);
  expect(buffer.waiting).toBe(0);
});
