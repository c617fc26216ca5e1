import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import type { OrderSummary } from "../../../../../api/contract/index.ts";
import { actsForStage, type OrderActInput } from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { staffQuery } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer, useSession } from "../../app/session.ts";
import { useTimeZone } from "../../app/site.ts";
import { actOnOrders, recordsPath } from "../../app/work-api.ts";
import { colon, pick, workBegins } from "../../laws/index.ts";
import { errandsBack } from "../../laws/undo-orders.ts";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { type Failure, SelectionBar, tell } from "../../parts/index.ts";

/** More than a person can have looked at is no decision; the server refuses them too. */
const MOST = 100;
/** As many records as the server binds into one paper. */
const MOST_ON_PAPER = 60;

/** Assigns, plans or prints what is selected; what did not fit says why, and what was done can be taken back. */
export function OrderBar({
  chosen,
  clear,
}: {
  chosen: readonly OrderSummary[];
  clear: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const timeZone = useTimeZone();
  const me = useSession()?.username;
  const maySteer = useMaySteer();
  const queries = useQueryClient();
  const ids = { who: useId(), day: useId() };
  const { data: staff } = useQuery(staffQuery);
  const [who, setWho] = useState<string>();
  const [day, setDay] = useState("");
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const titleOf = (id: string) => {
    const order = chosen.find((one) => one.id === id);
    return order ? `${id} ${pick(order.title, lang)}` : id;
  };
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (act: OrderActInput) => {
      const before = chosen.filter(({ state }) => actsForStage(state).includes(act.do));
      const { orders, refused } = await actOnOrders({
        act,
        orders: before.map(({ id, version }) => ({ id, version })),
      });
      return { act, before, orders, refused };
    },
    onSuccess: ({ act, before, orders, refused }) => {
      const back = errandsBack(before, act, orders);
      if (orders.length > 0)
        tell(t("bulk.done", { n: orders.length }), async () => {
          const answers = await Promise.all(
            back.map((errand) => actOnOrders({ act: errand.act, orders: [...errand.orders] })),
          );
          void queries.invalidateQueries({ queryKey: ["orders"] });
          const kept = answers.flatMap((answer) => answer.refused);
          setFailures(kept.map(({ id, problem }) => ({ id, text: `${id}${colon(lang)}${problem}` })));
        });
      setFailures(refused.map(({ id, problem }) => ({ id, text: `${titleOf(id)}${colon(lang)}${problem}` })));
      if (refused.length === 0) clear();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ["orders"] }),
  });
  const fits = (act: OrderActInput["do"]) =>
    chosen.filter(({ state }) => actsForStage(state).includes(act)).length;
  const tooMany = chosen.length > MOST;
  return (
    <SelectionBar
      count={chosen.length}
      most={MOST}
      busy={isPending}
      error={error}
      failures={failures}
      clear={() => {
        setFailures([]);
        clear();
      }}
    >
      <Select
        id={ids.who}
        aria-label={t("work.assigned")}
        placeholder={t("work.assigned")}
        className="order-bar-who"
        showSearch={{ optionFilterProp: "label" }}
        disabled={!maySteer}
        value={who}
        onChange={setWho}
        options={(staff?.staff ?? []).map((member) => ({
          value: member.id,
          label: [pick(member.name, lang), ...(member.company ? [pick(member.company, lang)] : [])].join(
            " · ",
          ),
        }))}
      />
      <Button
        loading={isPending}
        disabled={who === undefined || fits("assign") === 0 || tooMany}
        whyNot={maySteer ? undefined : t("bulk.mayNot")}
        onClick={() => who && mutate({ do: "assign", to: who })}
      >
        {t("bulk.assign", { n: fits("assign") })}
      </Button>
      <Button
        loading={isPending}
        disabled={me === undefined || fits("assign") === 0 || tooMany}
        onClick={() => me && mutate({ do: "assign", to: me })}
      >
        {t("work.act.take")}
      </Button>
      <input
        type="date"
        id={ids.day}
        className="filter-text order-bar-day"
        aria-label={t("work.planned")}
        disabled={!maySteer}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <Button
        loading={isPending}
        disabled={day === "" || fits("plan") === 0 || tooMany}
        whyNot={maySteer ? undefined : t("bulk.mayNot")}
        onClick={() => mutate({ do: "plan", plannedFor: workBegins(day, timeZone) })}
      >
        {t("bulk.plan", { n: fits("plan") })}
      </Button>
      {chosen.length > MOST_ON_PAPER ? (
        <Button whyNot={t("desk.tooMany", { n: MOST_ON_PAPER })}>
          {t("bulk.print", { n: chosen.length })}
        </Button>
      ) : (
        <ButtonLink
          href={recordsPath(
            chosen.map(({ id }) => id),
            lang,
          )}
          target="_blank"
          rel="noreferrer"
        >
          {t("bulk.print", { n: chosen.length })}
        </ButtonLink>
      )}
    </SelectionBar>
  );
}
