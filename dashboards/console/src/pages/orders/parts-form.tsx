import { useQuery, useQueryClient } from "@tanstack/react-query";
import { InputNumber, Select } from "antd";
import { type ReactNode, useEffect, useState } from "react";
import type { OrderView, RenewedPart } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { partsQuery } from "../../app/work-api.ts";
import { pick, renewedParts } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import type { Act } from "./order.tsx";
import { Labelled } from "./order-forms.tsx";

/** Parts used: from the store, those that fit the equipment first, or bought on the way. */
export function PartsForm({
  order,
  act,
  may,
  draft,
}: {
  order: OrderView;
  act: Act;
  may: boolean;
  draft: (begun: boolean) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const queries = useQueryClient();
  const type = useAssets().get(order.asset ?? "")?.type;
  const { data } = useQuery({ ...partsQuery(order.site), enabled: may });
  const [stock, setStock] = useState<string>();
  const [name, setName] = useState("");
  const [quantity, setQuantity] = useState(1);
  const [unitCost, setUnitCost] = useState(0);
  const [renews, setRenews] = useState<RenewedPart>();
  const [busy, setBusy] = useState(false);
  const begun = may && name.trim() !== "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it changes, whoever listens
  useEffect(() => draft(begun), [begun]);
  if (!may && order.parts.length === 0) return null;
  const known = (data?.parts ?? []).toSorted(
    (a, b) => Number(b.part.types.includes(type ?? "")) - Number(a.part.types.includes(type ?? "")),
  );
  const add = async () => {
    setBusy(true);
    await act({
      do: "use-part",
      name,
      quantity,
      unitCost,
      ...(stock === undefined ? {} : { stock }),
      ...(renews === undefined ? {} : { renews }),
    }).finally(() => setBusy(false));
    void queries.invalidateQueries({ queryKey: ["maintenance", "parts"] });
    setName("");
    setStock(undefined);
    setQuantity(1);
    setUnitCost(0);
    setRenews(undefined);
  };
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("work.parts")}</h2>
      </div>
      <ul className="order-lines">
        {order.parts.map((part) => (
          <li key={`${part.name}${part.quantity}${part.unitCost}`}>
            <span>
              {part.name} {part.stock !== null && <span className="faint">{t("keep.fromStock")}</span>}
              {part.renews !== null && (
                <span className="faint">
                  {" "}
                  · {t("work.renewed", { part: t(`lifecycle.parts.${part.renews}`) })}
                </span>
              )}
            </span>
            <span className="num">
              {part.quantity} × ¥{part.unitCost}
            </span>
          </li>
        ))}
      </ul>
      {may && (
        <div className="order-form">
          {known.length > 0 && (
            <Select
              aria-label={t("keep.fromStock")}
              showSearch={{ optionFilterProp: "label" }}
              value={stock ?? ""}
              onChange={(id: string) => {
                const line = known.find(({ part }) => part.id === id);
                setStock(line?.part.id);
                setName(line ? pick(line.part.name, lang) : "");
                setUnitCost(line?.part.unitCost ?? 0);
              }}
              options={[
                { value: "", label: t("keep.otherPart") },
                ...known.map(({ part, onHand }) => ({
                  value: part.id,
                  label: t("keep.stockLine", {
                    name: pick(part.name, lang),
                    n: `${onHand} ${part.unit}`.trim(),
                  }),
                })),
              ]}
            />
          )}
          {stock === undefined && (
            <input
              className="filter-text"
              aria-label={t("work.partName")}
              placeholder={t("work.partName")}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
          <div className="order-form is-row is-bare">
            <Labelled label={t("work.quantity")}>
              {(id) => (
                <InputNumber
                  id={id}
                  min={0.001}
                  value={quantity}
                  onChange={(value) => setQuantity(value ?? 1)}
                />
              )}
            </Labelled>
            <Labelled label={t("work.unitCost")}>
              {(id) => (
                <InputNumber
                  id={id}
                  min={0}
                  prefix="¥"
                  value={unitCost}
                  onChange={(value) => setUnitCost(value ?? 0)}
                />
              )}
            </Labelled>
            {order.asset !== null && (
              <Labelled label={t("work.renews")}>
                {(id) => (
                  <Select
                    id={id}
                    allowClear
                    placeholder={t("work.renewsNone")}
                    value={renews ?? null}
                    onChange={(value: RenewedPart | null | undefined) => setRenews(value ?? undefined)}
                    options={renewedParts.map((each) => ({
                      value: each,
                      label: t(`lifecycle.parts.${each}`),
                    }))}
                  />
                )}
              </Labelled>
            )}
            <Button disabled={name.trim() === ""} loading={busy} onClick={() => void add()}>
              {t("work.act.add")}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
