import { describe, expect, it } from "vitest";
import { instant } from "../../../facility/units/index.ts";
import type { Item } from "./body.ts";
import { Command, decodeFrame, encodeFrame, type Frame, standard } from "./frame.ts";
import { Session } from "./session.ts";

const time = { year: 2026, month: 3, day: 2, hour: 8, minute: 0, second: 0 };
const upload = (data: number[], serial = 7): Frame => ({
  serial,
  version: [1, 1],
  time,
  source: 0x379,
  destination: 1,
  command: Command.send,
  data: Uint8Array.from(data),
});
const heartbeat = upload([], 1);
const fire = upload([1, 1, 1, 1, 3, 0, ...Array(6).fill(0)], 2);

function talk() {
  let now = 0;
  const sent: Frame[] = [];
  const taken: Item[] = [];
  const counted: string[] = [];
  const duty: boolean[] = [];
  const host = { keeps: true };
  const session = new Session({
    dialect: standard,
    syncClock: true,
    now: () => instant(now),
    localTime: () => time,
    send(bytes) {
      const frame = decodeFrame(bytes);
      if (!frame.ok) throw new Error(frame.problem);
      sent.push(frame.value);
    },
    take(_, items) {
      if (host.keeps) taken.push(...items);
      return host.keeps;
    },
    knows: (source) => source === 0x379,
    count: (kind) => counted.push(kind),
    dutyAnswered: (answered) => duty.push(answered),
  });
  const hear = (frame: Frame) => session.bytes(encodeFrame(frame));
  const pass = (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      now += 1_000;
      session.tick();
    }
  };
  /** What was sent since the last look, as command and type flag. */
  const said = () => sent.splice(0).map(({ command, data, serial }) => [command, data[0], serial] as const);
  const answerAll = () => {
    for (const frame of sent.splice(0))
      if (frame.command === Command.control || frame.command === Command.request)
        hear({ ...heartbeat, serial: frame.serial, command: Command.confirm });
    sent.length = 0;
  };
  return { session, host, hear, pass, said, sent, taken, counted, duty, answerAll };
}

describe("the talk with a transmitter", () => {
  it("confirms the first frame, then asks for the state and sets the clock", () => {
    const { hear, sent } = talk();
    hear(heartbeat);
    expect(sent.map(({ command, data }) => [command, data[0]])).toEqual([
      [Command.confirm, undefined],
      [Command.request, 81],
      [Command.control, 90],
    ]);
    expect([...sent[2]!.data]).toEqual([90, 1, 0, 0, 8, 2, 3, 26]);
    expect(sent[1]).toMatchObject({ source: 1, destination: 0x379 });
  });

  it("does not confirm what could not be kept", () => {
    const { hear, said, host, taken } = talk();
    hear(heartbeat);
    said();
    host.keeps = false;
    hear(fire);
    expect(said()).toEqual([]);
    host.keeps = true;
    hear(fire);
    expect(said()).toEqual([[Command.confirm, undefined, 2]]);
    expect(taken).toHaveLength(1);
  });

  it("confirms a repeated frame again and takes it once", () => {
    const { hear, said, taken } = talk();
    hear(fire);
    hear(fire);
    expect(said().filter(([command]) => command === Command.confirm)).toHaveLength(2);
    expect(taken).toHaveLength(1);
  });

  it("repeats a question three times in all, ten seconds apart, unless it is answered", () => {
    const { hear, said, pass, answerAll } = talk();
    hear(heartbeat);
    said();
    pass(60);
    expect(said().filter(([, flag]) => flag === 81)).toHaveLength(2);
    const other = talk();
    other.hear(heartbeat);
    other.answerAll();
    other.pass(60);
    expect(other.said()).toEqual([]);
    answerAll();
  });

  it("refuses a stranger, a body that does not fit, and a centre's command", () => {
    const { hear, said, counted } = talk();
    hear({ ...heartbeat, source: 0x380 });
    hear({ ...heartbeat, command: Command.control });
    hear(upload([1, 9, 1]));
    expect(said().filter(([command]) => command === Command.deny)).toHaveLength(3);
    expect(counted).toEqual(["decode", "decode", "decode"]);
  });

  it("counts a damaged frame and does not answer it: the transmitter repeats", () => {
    const { session, said, counted } = talk();
    const bytes = encodeFrame(fire);
    bytes[28] = 9;
    session.bytes(bytes);
    expect(said()).toEqual([]);
    expect(counted).toEqual(["garbled"]);
  });

  it("half a frame does not hold up the next for longer than the line is quiet", () => {
    const { session, hear, pass, taken } = talk();
    session.bytes(encodeFrame(upload(Array(500).fill(0))).subarray(0, 40));
    hear(fire);
    expect(taken).toEqual([]);
    pass(3);
    expect(taken).toHaveLength(1);
  });

  it("resets at the panel make it ask what the transmitter still sees", () => {
    const { hear, said } = talk();
    hear(heartbeat);
    said();
    hear(upload([4, 1, 1, 1, 1, 0, ...Array(6).fill(0)], 9));
    expect(said()).toEqual([
      [Command.confirm, undefined, 9],
      [Command.request, 81, 3],
    ]);
  });
});

describe("duty check 查岗", () => {
  const pressed = upload([24, 1, 0b100000, 0, ...Array(6).fill(0)], 30);
  it("is answered by the key", () => {
    const { session, hear, pass, duty, sent } = talk();
    expect(session.checkDuty(5)).toBe(false);
    hear(heartbeat);
    sent.length = 0;
    expect(session.checkDuty(5)).toBe(true);
    expect([...sent[0]!.data]).toEqual([91, 1, 5]);
    pass(120);
    hear(pressed);
    expect(duty).toEqual([true]);
    pass(400);
    expect(duty).toEqual([true]);
  });

  it("or not in time", () => {
    const { session, hear, pass, duty } = talk();
    hear(heartbeat);
    session.checkDuty(5);
    pass(299);
    expect(duty).toEqual([]);
    pass(2);
    expect(duty).toEqual([false]);
  });
});
