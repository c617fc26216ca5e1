import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { OrderView } from "../../../../../api/contract/index.ts";
import type { OrderActInput } from "../../../../../facility/maintenance/index.ts";
import { Trouble } from "../../app/api.ts";
import { keepPages } from "../../app/offline.ts";
import {
  dropAct,
  type HeldAct,
  heldActs,
  holdAct,
  keepOrder,
  orderOnPhone,
  type Sent,
  sendHeld,
  watchHeld,
} from "../../app/order-store.ts";
import { useSession } from "../../app/session.ts";
import { actOnOrder, fetchOrder, orderQuery } from "../../app/work-api.ts";
import { withHeld } from "../../laws/held-order.ts";

const isSameAct = (a: OrderActInput, b: OrderActInput): boolean =>
  a.do === b.do && (a.do !== "answer" || b.do !== "answer" || a.item === b.item);

/**
 * An order with what was done to it here, whether it has arrived or not. What is done lies on the phone first, is
 * shown at once, and is sent in its order as soon as the server can be reached.
 */
export function useOrder(id: string) {
  const queries = useQueryClient();
  const by = useSession()?.username ?? "";
  const [held, setHeld] = useState<readonly HeldAct[]>([]);
  const [link, setLink] = useState<Sent>("sent");
  const [busy, setBusy] = useState(false);
  const query = useQuery({
    ...orderQuery(id),
    queryFn: async () => {
      try {
        const order = await fetchOrder(id);
        await keepOrder(order).catch((error: unknown) => console.warn("this browser keeps nothing", error));
        return order;
      } catch (error) {
        const kept = error instanceof Trouble && error.status === 0 ? await orderOnPhone(id) : undefined;
        if (kept) return kept;
        throw error;
      }
    },
    networkMode: "always",
    retry: false,
  });
  const arrived = useCallback(
    (order: OrderView) => {
      queries.setQueryData(orderQuery(order.id).queryKey, order);
    },
    [queries],
  );
  const send = useCallback(async () => {
    setLink(await sendHeld(arrived));
  }, [arrived]);
  useEffect(() => {
    const look = () => void heldActs(id).then(setHeld);
    const again = () => void send();
    const stop = watchHeld(look);
    look();
    again();
    window.addEventListener("online", again);
    const timer = setInterval(again, 15_000);
    void keepPages("/orders/");
    return () => {
      stop();
      window.removeEventListener("online", again);
      clearInterval(timer);
    };
  }, [id, send]);
  const act = useCallback(
    async (what: OrderActInput, together = false) => {
      setBusy(true);
      try {
        // Whoever tries again has read why it was refused.
        for (const old of held)
          if (old.state === "refused" && isSameAct(old.act, what)) await dropAct(old.id);
        const isHeld = await holdAct(id, what, by, together).then(
          () => true,
          (error: unknown) => {
            console.warn("this browser keeps nothing, so it is sent at once", error);
            return false;
          },
        );
        if (isHeld) await send();
        else arrived(await actOnOrder(id, { act: what, key: crypto.randomUUID(), together }));
      } finally {
        setBusy(false);
        void queries.invalidateQueries({ queryKey: ["orders"] });
      }
    },
    [id, by, held, send, arrived, queries],
  );
  const waiting = held.filter(({ state }) => state === "waiting");
  return {
    ...query,
    order: query.data && withHeld(query.data, waiting),
    waiting: waiting.length,
    refused: held.filter(({ state }) => state === "refused"),
    link,
    act,
    busy,
  };
}
