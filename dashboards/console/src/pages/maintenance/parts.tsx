import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { PartList } from "../../../../../api/contract/index.ts";
import type { StockPartInput } from "../../../../../facility/maintenance/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useNames } from "../../app/oncall-api.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets, useTimeZone } from "../../app/site.ts";
import { countPart, movePart, partMovesQuery, partsQuery, putPart, removePart } from "../../app/work-api.ts";
import { comma, pick, stampText } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, Shape, TroubleNote, Waiting, When } from "../../parts/index.ts";
import { EditDrawer } from "./forms/edit-drawer.tsx";
import { Field, isNamed, NameFields, NumberField, TextField, whole } from "./forms/fields.tsx";

type Line = PartList["parts"][number];

/** Spare parts: what is there, what must be bought, what came and went. */
export function Parts({ site, may, mayMove }: { site: string; may: boolean; mayMove: boolean }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const [edited, setEdited] = useState<Line | "new">();
  const [moved, setMoved] = useState<Line>();
  const [only, setOnly] = useState<"all" | "low">("all");
  const { data, error, refetch } = useQuery(partsQuery(site));
  if (error && !data) return <TroubleNote error={error} again={() => void refetch()} />;
  if (!data) return <Waiting lines={6} />;
  const low = data.parts.filter((line) => line.low);
  const shown = only === "low" ? low : data.parts;
  return (
    <>
      <div className="mnt-bar">
        <Segmented
          value={only}
          options={[
            { value: "all", label: t("mnt.system.all") },
            { value: "low", label: t("keep.toBuy", { n: low.length }) },
          ]}
          onChange={setOnly}
        />
        {may && <Button onClick={() => setEdited("new")}>{t("keep.newPart")}</Button>}
      </div>
      {low.length > 0 && only === "all" && (
        <p className="order-note mnt-note" role="status">
          <Shape priority="medium" size={12} />
          <span>
            {t("keep.below", { names: low.map(({ part }) => pick(part.name, lang)).join(comma(lang)) })}
          </span>
        </p>
      )}
      {shown.length === 0 ? (
        <Quiet>{t(only === "low" ? "keep.nothingLow" : "keep.noPart")}</Quiet>
      ) : (
        <div className="table-scroll">
          <table className="rows stacks parts-rows">
            <thead>
              <tr>
                <th scope="col">{t("work.partName")}</th>
                <th scope="col" className="is-roomy">
                  {t("keep.partNumber")}
                </th>
                <th scope="col" className="is-roomy">
                  {t("keep.place")}
                </th>
                <th scope="col" className="right">
                  {t("keep.onHand")}
                </th>
                <th scope="col" className="right">
                  {t("keep.minimum")}
                </th>
                <th scope="col" className="right is-roomy">
                  {t("work.unitCost")}
                </th>
                <th scope="col" className="is-roomy">
                  {t("keep.counted")}
                </th>
                <th scope="col">
                  <span className="only-heard">{t("mnt.edit")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((line) => (
                <tr key={line.part.id}>
                  <td className="part-name">
                    {pick(line.part.name, lang)}
                    <span className="part-where faint num">
                      {[line.part.number, line.part.place].filter(Boolean).join(" · ")}
                    </span>
                  </td>
                  <td className="num is-roomy">{line.part.number}</td>
                  <td className="is-roomy">{line.part.place}</td>
                  <td className={line.low ? "num right part-low" : "num right"} data-name={t("keep.onHand")}>
                    {line.low && <Shape priority="medium" size={12} />} {line.onHand} {line.part.unit}
                    {line.onHand < 0 && <span className="faint"> {t("keep.countAgain")}</span>}
                  </td>
                  <td className="num right" data-name={t("keep.minimum")}>
                    {line.part.minimum}
                  </td>
                  <td className="num right is-roomy">{line.part.unitCost.toLocaleString()}</td>
                  <td className="is-roomy">
                    <When at={line.countedAt} />
                  </td>
                  <td className="right part-acts">
                    {mayMove && (
                      <Button size="small" onClick={() => setMoved(line)}>
                        {t("keep.moves")}
                      </Button>
                    )}
                    {may && (
                      <Button size="small" onClick={() => setEdited(line)}>
                        {t("keep.change")}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited && (
        <PartForm
          site={site}
          line={edited === "new" ? undefined : edited}
          close={() => setEdited(undefined)}
        />
      )}
      {moved && <Moves site={site} line={moved} close={() => setMoved(undefined)} />}
    </>
  );
}

function PartForm({
  site,
  line,
  close,
}: {
  site: string;
  line: Line | undefined;
  close: () => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const [draft, setDraft] = useState<StockPartInput>(
    () =>
      line?.part ?? {
        id: `part-${crypto.randomUUID().slice(0, 8)}`,
        site,
        name: { en: "", zh: "" },
        minimum: 1,
        counted: 0,
      },
  );
  const set = (more: Partial<StockPartInput>) => setDraft((before) => ({ ...before, ...more }));
  const types = new Map([...assets.values()].map((one) => [one.type, pick(one.typeLabel, lang)]));
  return (
    <EditDrawer
      title={t(line ? "keep.editPart" : "keep.newPart")}
      close={close}
      fits={isNamed(draft.name)}
      save={() => putPart({ ...draft, name: whole(draft.name) })}
      remove={line && { ask: t("keep.removePart"), run: () => removePart(site, line.part.id) }}
    >
      <NameFields value={draft.name} set={(name) => set({ name })} />
      <div className="edit-pair">
        <TextField
          label={t("keep.partNumber")}
          value={draft.number ?? ""}
          max={80}
          set={(number) => set({ number })}
        />
        <TextField
          label={t("keep.place")}
          value={draft.place ?? ""}
          max={120}
          set={(place) => set({ place })}
        />
      </div>
      <div className="edit-row">
        {line === undefined && (
          <NumberField
            label={t("keep.onHand")}
            value={draft.counted}
            set={(counted) => set({ counted: counted ?? 0 })}
          />
        )}
        <NumberField
          label={t("keep.minimum")}
          value={draft.minimum}
          set={(minimum) => set({ minimum: minimum ?? 0 })}
        />
        <TextField label={t("keep.unit")} value={draft.unit ?? ""} max={20} set={(unit) => set({ unit })} />
        <NumberField
          label={t("work.unitCost")}
          value={draft.unitCost ?? 0}
          set={(unitCost) => set({ unitCost: unitCost ?? 0 })}
        />
      </div>
      <Field label={t("keep.fitsTypes")} note={t("keep.fitsNote")}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={draft.types ?? []}
            onChange={(list: string[]) => set({ types: list })}
            options={[...types].map(([value, label]) => ({ value, label }))}
          />
        )}
      </Field>
    </EditDrawer>
  );
}

type Kind = "in" | "out" | "count";

/** A delivery, something taken without an order, or a count; and what came and went so far. */
function Moves({ site, line, close }: { site: string; line: Line; close: () => void }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const nameOf = useNames();
  const timeZone = useTimeZone();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>("in");
  const [quantity, setQuantity] = useState<number>();
  const [words, setWords] = useState("");
  // Made once, so that a press repeated after a lost answer is the same move.
  const [key] = useState(() => crypto.randomUUID());
  const { data } = useQuery(partMovesQuery(site, line.part.id));
  const { mutateAsync } = useMutation({
    mutationFn: (n: number) =>
      kind === "count"
        ? countPart({ site, part: line.part.id, counted: n })
        : movePart({ key, site, part: line.part.id, quantity: kind === "in" ? n : -n, words }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["maintenance"] }),
  });
  return (
    <EditDrawer
      title={pick(line.part.name, lang)}
      close={close}
      fits={quantity !== undefined && (kind === "count" || quantity > 0)}
      save={() => mutateAsync(quantity ?? 0)}
    >
      <Segmented
        aria-label={t("keep.moves")}
        value={kind}
        options={(["in", "out", "count"] as const).map((value) => ({
          value,
          label: t(`keep.move.${value}`),
        }))}
        onChange={setKind}
      />
      <NumberField
        label={t(kind === "count" ? "keep.countedNow" : "work.quantity")}
        value={quantity}
        set={setQuantity}
        {...(line.part.unit === "" ? {} : { unit: line.part.unit })}
        note={t("keep.nowThere", { n: line.onHand })}
      />
      {kind !== "count" && <TextField label={t("work.remark")} value={words} set={setWords} />}
      <h3>{t("keep.moves")}</h3>
      {data?.moves.length === 0 && <p className="faint">{t("keep.noMove")}</p>}
      <ul className="edit-list">
        {data?.moves.slice(0, 50).map((move) => (
          <li key={move.id} className="part-move">
            <span className="num">{move.quantity > 0 ? `+${move.quantity}` : move.quantity}</span>
            <span>
              {move.order ? (
                <Link to="/orders/$id" params={{ id: move.order }} className="link">
                  {move.order}
                </Link>
              ) : (
                move.words
              )}{" "}
              <span className="faint">
                {nameOf(move.by)} · {stampText(move.at, lang, timeZone)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </EditDrawer>
  );
}
