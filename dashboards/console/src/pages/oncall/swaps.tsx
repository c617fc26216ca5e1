import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Input, Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { Rota } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import {
  answerSwap,
  askSwap,
  calendarQuery,
  staffQuery,
  swapsQuery,
  useNames,
} from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayManage, useSession } from "../../app/session.ts";
import { pick } from "../../laws/index.ts";
import { serverNow } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import { Field } from "./field.tsx";
import { dayTime } from "./times.ts";

const WEEKS = 4 * 7 * 86_400_000;

/** I ask a colleague to take a shift, perhaps against one of his; he agrees or not. */
export function Swaps({ rotas }: { rotas: readonly Rota[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const nameOf = useNames();
  const me = useSession()?.username ?? "";
  const mayManage = useMayManage();
  const queries = useQueryClient();
  const { data } = useQuery(swapsQuery);
  const again = () => void queries.invalidateQueries({ queryKey: ["oncall"] });
  const answer = useMutation({
    mutationFn: ({ id, what }: { id: string; what: "agree" | "decline" | "withdraw" }) =>
      answerSwap(id, what),
    onSettled: again,
  });
  const mine = rotas.filter(({ layers }) => layers.some(({ people }) => people.includes(me)));
  const shown = data?.swaps.slice(0, 20) ?? [];
  if (mine.length === 0 && shown.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="swaps">
      <div className="panel-head">
        <h2 id="swaps">{t("oncall.swaps")}</h2>
      </div>
      {mine.map((rota) => (
        <AskSwap key={rota.id} rota={rota} me={me} />
      ))}
      <ul className="oncall-list">
        {shown.map((swap) => (
          <li key={swap.id}>
            <span>
              {t("oncall.swapSays", {
                asks: nameOf(swap.asks),
                asked: nameOf(swap.asked),
                shift: dayTime(
                  swap.shift.from,
                  lang,
                  rotas.find(({ id }) => id === swap.rota)?.timeZone ?? "UTC",
                ),
              })}{" "}
              <span className="faint">
                {t(`oncall.swapState.${swap.state}`)} {swap.note}
              </span>
            </span>
            {swap.state === "asked" && (
              <span className="oncall-bar">
                {(swap.asked === me || mayManage) && (
                  <>
                    <Button
                      size="small"
                      type="primary"
                      onClick={() => answer.mutate({ id: swap.id, what: "agree" })}
                    >
                      {t("oncall.agree")}
                    </Button>
                    <Button size="small" onClick={() => answer.mutate({ id: swap.id, what: "decline" })}>
                      {t("oncall.decline")}
                    </Button>
                  </>
                )}
                {swap.asks === me && (
                  <Button size="small" onClick={() => answer.mutate({ id: swap.id, what: "withdraw" })}>
                    {t("oncall.withdraw")}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
      {answer.error && (
        <p className="beside-error" role="alert">
          {advice(answer.error)}
        </p>
      )}
    </section>
  );
}

function AskSwap({ rota, me }: { rota: Rota; me: string }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const from = useMemo(() => Math.floor(serverNow() / 60_000) * 60_000, []);
  const { data } = useQuery(calendarQuery(rota.id, from, from + WEEKS));
  const { data: staff } = useQuery(staffQuery);
  const [shift, setShift] = useState<number | undefined>();
  const [asked, setAsked] = useState<string | undefined>();
  const [against, setAgainst] = useState<number | undefined>();
  const [note, setNote] = useState("");
  const spanOf = (start: number | undefined) => {
    const found = data?.shifts.find((one) => one.start === start);
    return found && { from: found.start, to: found.end };
  };
  const ask = useMutation({
    mutationFn: () => {
      const own = spanOf(shift);
      if (!own || asked === undefined) throw new Error(t("oncall.swapMine"));
      return askSwap({ rota: rota.id, asked, shift: own, against: spanOf(against) ?? null, note });
    },
    onSuccess: () => {
      setShift(undefined);
      setNote("");
      void queries.invalidateQueries({ queryKey: ["oncall", "swaps"] });
    },
  });
  const shiftsOf = (who: string | undefined) =>
    data?.shifts
      .filter(({ people }) => who !== undefined && people.includes(who))
      .map(({ start }) => ({ value: start, label: dayTime(start, lang, rota.timeZone) })) ?? [];
  const colleagues = staff?.staff.filter(({ id, away }) => id !== me && !away) ?? [];
  return (
    <div className="oncall-form is-row">
      <Field>
        {t("oncall.swapMine")}
        <Select value={shift ?? null} onChange={(one) => setShift(one ?? undefined)} options={shiftsOf(me)} />
      </Field>
      <Field>
        {t("oncall.swapWith")}
        <Select
          value={asked ?? null}
          onChange={(one) => setAsked(one ?? undefined)}
          options={colleagues.map(({ id, name }) => ({ value: id, label: pick(name, lang) }))}
        />
      </Field>
      <Field>
        {t("oncall.swapAgainst")}
        <Select
          allowClear
          value={against ?? null}
          onChange={(one) => setAgainst(one ?? undefined)}
          options={shiftsOf(asked)}
        />
      </Field>
      <Field>
        {t("oncall.note")}
        <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Button
        disabled={shift === undefined || asked === undefined}
        loading={ask.isPending}
        onClick={() => ask.mutate()}
      >
        {t("oncall.swap")}
      </Button>
      {ask.error && (
        <span className="beside-error" role="alert">
          {advice(ask.error)}
        </span>
      )}
    </div>
  );
}
