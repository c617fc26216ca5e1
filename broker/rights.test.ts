import { describe, expect, it } from "vitest";
import { identityOf, mayPublish, maySubscribe } from "./rights.ts";

const who = { site: "s", gateway: "gw" };

describe("topic rights", () => {
  it.each([
    ["facility/s/gw/lift-1/readings", true],
    ["facility/s/gw/lift-1/event", true],
    ["facility/s/gw/lift-1/command/result", true],
    ["facility/s/gw/status", true],
    ["facility/s/gw/lift-1/command", false],
    ["facility/s/gw2/lift-1/readings", false],
    ["facility/s2/gw/lift-1/readings", false],
    ["facility/s/gw/LIFT 1/readings", false],
    ["facility/s/gw/lift-1/secrets", false],
    ["facility/s/gw", false],
    ["else/s/gw/lift-1/readings", false],
    ["", false],
    ["spBv1.0/s/NBIRTH/gw", true],
    ["spBv1.0/s/DDATA/gw/lift-1", true],
    ["spBv1.0/s/NBIRTH/gw2", false],
    ["spBv1.0/s2/NDATA/gw", false],
    ["spBv1.0/s/NCMD/gw", false],
    ["spBv1.0/STATE/watchkeeper", false],
    ["spBv1.0/s/DDATA/gw", false],
    ["spBv1.0/s/NDATA/gw/lift-1", false],
    ["spBv1.0/s/DDATA/gw/LIFT 1", false],
  ])("publish on %s: %s", (topic, allowed) => {
    expect(mayPublish(who, topic).ok).toBe(allowed);
  });

  it.each([
    ["facility/s/gw/#", true],
    ["facility/s/gw/+/command", true],
    ["facility/s/#", false],
    ["facility/+/gw/#", false],
    ["#", false],
    ["$SYS/#", false],
    ["facility/s/gw2/#", false],
    ["spBv1.0/s/NCMD/gw", true],
    ["spBv1.0/s/NCMD/gw/#", true],
    ["spBv1.0/s/DCMD/gw/#", true],
    ["spBv1.0/STATE/watchkeeper", true],
    ["spBv1.0/s/NCMD/gw2", false],
    ["spBv1.0/s/NCMD/+", false],
    ["spBv1.0/#", false],
  ])("subscribe to %s: %s", (filter, allowed) => {
    expect(maySubscribe(who, filter)).toBe(allowed);
  });

  it.each([
    ["s/gw", { site: "s", gateway: "gw" }],
    ["s", undefined],
    ["s/gw/x", undefined],
    ["", undefined],
    ["/gw", undefined],
  ])("user name %j is %j", (username, identity) => {
    expect(identityOf(username)).toEqual(identity);
  });
});
