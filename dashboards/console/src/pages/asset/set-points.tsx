import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { InputNumber, Modal, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { AssetDetail, CommandRecord } from "../../../../../api/contract/index.ts";
import { commandsQuery, giveCommand } from "../../app/field-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMaySteer } from "../../app/session.ts";
import { colon, joined, type PointType, pick, type Value, valueText } from "../../laws/index.ts";
import { useLatest } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { LiveValue, Quiet, useAdvice, ValueAge, When } from "../../parts/index.ts";
import "./set-points.css";

type PointView = AssetDetail["points"][number];

/** What may be written here, and who has written what. Absent where nothing may be. */
export function SetPoints({ asset }: { asset: AssetDetail }): ReactNode {
  const t = useWords();
  const mayAct = useMayAct();
  const points = asset.points.filter(({ type }) => type.writable);
  const { data } = useQuery({ ...commandsQuery(asset.id), enabled: mayAct && points.length > 0 });
  if (points.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="set-points">
      <div className="panel-head">
        <h2 id="set-points">{t("field.command.title")}</h2>
      </div>
      {points.map((point) => (
        <SetPoint key={point.id} asset={asset} point={point} />
      ))}
      {data && <Given asset={asset} commands={data} />}
    </section>
  );
}

function SetPoint({ asset, point }: { asset: AssetDetail; point: PointView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const may = useMaySteer();
  const queries = useQueryClient();
  const present = useLatest(point.id) ?? point.latest ?? undefined;
  const [wanted, setWanted] = useState<number | boolean | null>(null);
  const [asking, setAsking] = useState(false);
  const { type } = point;
  const name = pick(type.label, lang);
  const shown = (value: Value) => joined(valueText(value, type, lang));
  const give = useMutation({
    mutationFn: (value: number | boolean) => giveCommand(point.id, value),
    onSuccess: () => setWanted(null),
    onSettled: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: ["commands", asset.id] });
    },
  });
  const [low, high] = (type.kind === "number" && type.range) || [];
  const range = low === undefined || high === undefined ? undefined : { low: shown(low), high: shown(high) };
  const outside =
    typeof wanted === "number" && low !== undefined && high !== undefined && (wanted < low || wanted > high);
  const same = wanted !== null && present?.quality === "good" && present.value === wanted;
  const before = present?.quality === "good" ? shown(present.value) : t("field.command.unknown");
  return (
    <div className="set-point">
      <div className="set-point-head">
        <span className="set-point-name">{name}</span>
        <span className="set-point-now">
          <span className="faint">{t("field.command.present")} </span>
          <LiveValue point={point} showAge={false} /> <ValueAge point={point} />
        </span>
      </div>
      {may ? (
        <form
          className="set-point-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted !== null && !outside && !same) setAsking(true);
          }}
        >
          <Choice type={type} label={t("field.command.new")} value={wanted} change={setWanted} />
          <Button htmlType="submit" disabled={wanted === null || outside || same}>
            {t("field.command.give")}
          </Button>
          {range && !outside && !same && <span className="faint num">{t("field.command.range", range)}</span>}
          {range && outside && (
            <span className="beside-error" role="alert">
              {t("field.command.outOfRange", range)}
            </span>
          )}
          {same && <span className="faint">{t("field.command.same")}</span>}
        </form>
      ) : (
        <span className="faint">{t("field.command.mayNot")}</span>
      )}
      {give.data && (
        <span className="set-point-done" role="status">
          {t("field.command.done", { value: shown(give.data.readBack) })}
        </span>
      )}
      {give.error && (
        <span className="beside-error" role="alert">
          {advice(give.error)}
        </span>
      )}
      <Modal
        open={asking}
        title={t("field.command.ask", { point: name })}
        okText={t("field.command.yes")}
        cancelText={t("field.command.no")}
        confirmLoading={give.isPending}
        onCancel={() => setAsking(false)}
        onOk={() => wanted !== null && give.mutate(wanted)}
      >
        <p>
          <strong>
            {wanted !== null &&
              t("field.command.from", {
                asset: pick(asset.name, lang),
                point: name,
                before,
                after: shown(wanted),
              })}
          </strong>
        </p>
        {type.consequence && <p>{pick(type.consequence, lang)}</p>}
        <p className="soft">{t("field.command.at")}</p>
      </Modal>
    </div>
  );
}

function Choice({
  type,
  label,
  value,
  change,
}: {
  type: PointType;
  label: string;
  value: number | boolean | null;
  change: (value: number | boolean | null) => void;
}): ReactNode {
  const lang = useLang();
  switch (type.kind) {
    case "number":
      return (
        <InputNumber<number>
          aria-label={label}
          placeholder={label}
          precision={type.digits}
          suffix={valueText(0, type, lang).unit}
          value={typeof value === "number" ? value : null}
          onChange={change}
          style={{ width: 180 }}
        />
      );
    case "boolean":
      return (
        <Select<"true" | "false">
          aria-label={label}
          placeholder={label}
          value={typeof value === "boolean" ? `${value}` : null}
          options={(["true", "false"] as const).map((on) => ({
            value: on,
            label: valueText(on === "true", type, lang).text,
          }))}
          onChange={(on) => change(on === "true")}
          style={{ minWidth: 160 }}
        />
      );
    case "enum":
      return (
        <Select<number>
          aria-label={label}
          placeholder={label}
          value={typeof value === "number" ? value : null}
          options={type.states.map(({ code, label: words }) => ({ value: code, label: pick(words, lang) }))}
          onChange={change}
          style={{ minWidth: 160 }}
        />
      );
    case "text":
      return null;
    default:
      return type satisfies never;
  }
}

/** Who gave which command when, and what became of it. */
function Given({ asset, commands }: { asset: AssetDetail; commands: readonly CommandRecord[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  if (commands.length === 0) return <Quiet>{t("field.command.none")}</Quiet>;
  const shown = (name: string, value: number | boolean | null) => {
    const type = asset.points.find((point) => point.name === name)?.type;
    return type ? joined(valueText(value, type, lang)) : String(value);
  };
  const nameOf = (name: string) => {
    const type = asset.points.find((point) => point.name === name)?.type;
    return type ? pick(type.label, lang) : name;
  };
  return (
    <>
      <h3 className="set-point-history">{t("field.command.history")}</h3>
      <ul className="commands">
        {commands.map((command) => (
          <li key={command.id}>
            <span className="soft num">
              <When at={command.at} />
            </span>
            <span className="command-what">
              {nameOf(command.point)}
              {colon(lang)}
              {shown(command.point, command.before)} → {shown(command.point, command.value)}
              <span className="faint"> · {command.by}</span>
            </span>
            <span className={command.outcome === "done" ? "soft num" : "command-bad"}>
              {t(`field.command.outcome.${command.outcome}`, {
                value: shown(command.point, command.readBack),
              })}
              {command.outcome !== "done" && command.reason && (
                <span className="command-why">{pick(command.reason, lang)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
