import { io, type Socket } from "socket.io-client";
import type { ClientToServer, Room, ServerToClient, Snapshot } from "../../../../api/contract/index.ts";
import type { AlarmStore } from "./alarms.ts";
import type { CallStore } from "./calls.ts";
import type { LinkStore } from "./link.ts";
import type { RunStore } from "./runs.ts";
import type { ValueStore } from "./values.ts";

/** Same as LIVE_PATH of the contract, whose module would bring the schema library into the first load. */
const PATH = "/live";

export interface Live {
  watch(room: Room): void;
  unwatch(room: Room): void;
  close(): void;
}

/** All that the console knows of the live protocol. Every (re)connect asks again and gets snapshots. */
export function openLive(to: {
  readonly values: ValueStore;
  readonly alarms: AlarmStore;
  readonly calls: CallStore;
  readonly runs: RunStore;
  readonly link: LinkStore;
  readonly onSignedOut: () => void;
  /** The estate itself has changed: assets have come, gone or been renamed. */
  readonly onEstateChanged: () => void;
}): Live {
  const socket: Socket<ServerToClient, ClientToServer> = io({
    path: PATH,
    transports: ["websocket", "polling"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 2_000,
    // A server that hangs rather than refuses must not cost half a minute.
    timeout: 4_000,
  });
  const rooms = new Set<Room>();
  /** Rooms whose snapshot is on its way because it was asked for. */
  const asked = new Set<Room>();

  const ask = (room: Room) => {
    asked.add(room);
    socket.emit("watch", room, (result) => {
      if (result.ok) return;
      asked.delete(room);
      to.link.refused(result.problem);
    });
  };

  socket.on("connect", () => {
    to.link.opened();
    for (const room of rooms) ask(room);
  });
  socket.on("disconnect", (reason) => {
    to.link.closed();
    // The server closes a socket whose session has ended, and socket.io then does not try again by itself.
    if (reason === "io server disconnect") {
      to.onSignedOut();
      socket.connect();
    }
  });
  socket.on("connect_error", () => {
    to.link.closed();
    // `active` is false when the server refused us rather than being unreachable.
    if (!socket.active) to.onSignedOut();
  });
  socket.on("snapshot", (snapshot: Snapshot) => {
    to.link.heard();
    if ("alarms" in snapshot) {
      if (snapshot.from > 0) {
        const { alarms, from, total } = snapshot;
        return to.alarms.add(alarms, from + alarms.length >= total);
      }
      to.alarms.replace(snapshot.alarms);
    } else if ("calls" in snapshot) to.calls.replace(snapshot.calls);
    else if ("values" in snapshot) to.values.replace(snapshot.values);
    // Nobody asked for this one: the server says everything again because its model is another.
    if (!asked.delete(snapshot.room)) to.onEstateChanged();
  });
  socket.on("values", (delta) => {
    to.link.heard();
    to.values.take(delta.values);
  });
  socket.on("alarms", (alarms) => {
    to.link.heard();
    to.alarms.take(alarms);
  });
  socket.on("calls", (calls) => {
    to.link.heard();
    to.calls.take(calls);
  });
  socket.on("ring", (ring) => to.calls.ring(ring));
  socket.on("runs", (runs) => {
    to.runs.replace(runs);
  });
  socket.on("pulse", ({ at, lastReadingAt, flood }) => to.link.pulse(at, lastReadingAt, flood));

  return {
    watch(room) {
      rooms.add(room);
      if (socket.connected) ask(room);
    },
    unwatch(room) {
      rooms.delete(room);
      if (socket.connected) socket.emit("unwatch", room);
    },
    close: () => void socket.close(),
  };
}
