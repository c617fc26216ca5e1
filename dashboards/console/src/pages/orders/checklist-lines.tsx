import { InputNumber, Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { CheckedView, OrderView } from "../../../../../api/contract/index.ts";
import type { Answer } from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { holdFile, urlOf } from "../../app/order-store.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { pick, unitText, withinText } from "../../laws/index.ts";
import { useLatest } from "../../live/index.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/index.ts";
import { smaller } from "../../parts/picture.ts";
import type { Act } from "./order.tsx";

/** Before the work has begun; afterwards a closed line needs no word. */
const WAITS: ReadonlySet<OrderView["state"]> = new Set(["requested", "planned", "assigned", "on-hold"]);

export type Give = (value: Answer["value"], more?: Partial<Answer>) => void;

/** The lines of an order's checklist; permits stand first, for they bar the start. */
export function ChecklistLines({ order, act, may }: { order: OrderView; act: Act; may: boolean }): ReactNode {
  const t = useWords();
  const permits = order.checklist.filter(({ item }) => item.kind === "permit");
  const lines = order.checklist.filter(({ item }) => item.kind !== "permit");
  const line = (checked: CheckedView) => (
    <Line
      key={checked.item.id}
      checked={checked}
      asset={order.asset}
      may={may}
      give={(value, more = {}) => {
        const { by: _by, at: _at, ...before } = checked.answer ?? { by: "", at: 0, remark: "", photos: [] };
        void act({ do: "answer", item: checked.item.id, answer: { ...before, value, ...more } });
      }}
    />
  );
  const answered = order.checklist.filter(({ answer }) => answer !== null).length;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("work.checklist")}</h2>
        <span className="faint num">{t("work.answered", { n: answered, of: order.checklist.length })}</span>
      </div>
      {!may && WAITS.has(order.state) && <p className="checklist-part soft">{t("work.checklistWaits")}</p>}
      {permits.length > 0 && (
        <>
          <h3 className="checklist-part">{t("work.permits")}</h3>
          <ul className="checklist">{permits.map(line)}</ul>
        </>
      )}
      <ul className="checklist">{lines.map(line)}</ul>
    </section>
  );
}

/** One line with the input that its kind asks for. */
export function Line({
  checked: { item, answer, verdict },
  asset,
  may,
  give,
}: {
  checked: CheckedView;
  asset: string | null;
  may: boolean;
  give: Give;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [remark, setRemark] = useState(answer?.remark ?? "");
  // An answer that needs a photo waits here for it: without one it is none.
  const [pending, setPending] = useState<Answer["value"]>();
  const photos = answer?.photos ?? [];
  const value = answer?.value ?? pending;
  const say: Give = (next, more = {}) => {
    if (item.photo && photos.length === 0 && (more.photos ?? []).length === 0) setPending(next);
    else give(next, more);
  };
  const photo = async (file: File) => {
    const kept = await holdFile(await smaller(file), file.name);
    give(value ?? true, { photos: [...photos, kept] });
    setPending(undefined);
  };
  return (
    <li className={`check-line is-${verdict}`}>
      <span className="check-title">
        {verdict === "pass" && <Icon name="check" size={16} />}
        {pick(item.title, lang)}
        {item.required && !answer && <span className="faint"> *</span>}
        {item.kind === "number" && (
          <span className="faint num"> {withinText(item, unitText(item.unit, lang))}</span>
        )}
        {item.photo && photos.length === 0 && <span className="faint"> · {t("work.needsPhoto")}</span>}
      </span>
      <span className="check-input">
        {item.kind === "check" || item.kind === "permit" ? (
          <Segmented
            aria-label={pick(item.title, lang)}
            disabled={!may}
            value={value === true ? "yes" : value === false ? "no" : ""}
            options={[
              { value: "yes", label: t("work.yes") },
              { value: "no", label: t("work.no") },
            ]}
            onChange={(word) => say(word === "yes")}
          />
        ) : item.kind === "number" ? (
          <>
            {item.point && asset && may && (
              <ReadButton asset={asset} point={item.point} unit={item.unit} give={say} />
            )}
            <InputNumber
              aria-label={pick(item.title, lang)}
              disabled={!may}
              value={typeof value === "number" ? value : null}
              suffix={unitText(item.unit, lang)}
              onChange={(next) => typeof next === "number" && say(next, { readAt: undefined })}
            />
          </>
        ) : item.kind === "choice" ? (
          <Select
            aria-label={pick(item.title, lang)}
            className="check-choice"
            placeholder={t("work.choose")}
            disabled={!may}
            value={typeof value === "number" ? value : null}
            options={item.choices.map((choice, i) => ({ value: i, label: pick(choice, lang) }))}
            onChange={(next: number) => say(next)}
          />
        ) : (
          <input
            className="filter-text"
            aria-label={pick(item.title, lang)}
            disabled={!may}
            defaultValue={typeof value === "string" ? value : ""}
            onBlur={(event) => event.target.value !== "" && say(event.target.value)}
          />
        )}
        {may && (item.kind !== "permit" || item.photo) && (
          <label
            className={pending === undefined ? "photo-button" : "photo-button is-wanted"}
            title={t("work.photo")}
          >
            <Icon name="camera" />
            <span className="only-heard">{t("work.photo")}</span>
            <input
              type="file"
              accept="image/*"
              capture="environment"
              className="only-heard"
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                if (file) void photo(file);
              }}
            />
          </label>
        )}
      </span>
      {pending !== undefined && (
        <span className="check-wanted" role="status">
          {t("work.photoFirst")}
        </span>
      )}
      {answer?.readAt !== undefined && <span className="faint">{t("work.fromTelemetry")}</span>}
      {(verdict === "fail" || remark !== "") && (
        <input
          className="filter-text check-remark"
          placeholder={t("work.remark")}
          disabled={!may}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
          onBlur={() => answer && remark !== answer.remark && give(answer.value, { remark })}
        />
      )}
      {(answer?.photos.length ?? 0) > 0 && (
        <span className="photos">
          {answer?.photos.map(({ id, name }) => (
            <a key={id} href={urlOf(id)} target="_blank" rel="noreferrer">
              <img src={urlOf(id)} alt={name} />
            </a>
          ))}
        </span>
      )}
    </li>
  );
}

/** The newest value of the point, taken with one tap. */
function ReadButton({
  asset,
  point,
  unit,
  give,
}: {
  asset: string;
  point: string;
  unit: string;
  give: Give;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const id = `${asset}.${point}`;
  const known = useAssets()
    .get(asset)
    ?.points.find((one) => one.id === id)?.latest;
  const latest = useLatest(id) ?? known;
  if (typeof latest?.value !== "number") return null;
  const value = Math.round(latest.value * 100) / 100;
  return (
    <Button size="small" onClick={() => give(value, { readAt: latest.at })}>
      {t("work.read", { value: `${value} ${unitText(unit, lang)}` })}
    </Button>
  );
}
