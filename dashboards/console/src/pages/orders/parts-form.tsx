import { useQuery, useQueryClient } from "@tanstack/react-query";
import { InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { OrderView, RenewedPart } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { partsQuery } from "../../app/work-api.ts";
import { pick, renewedParts } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import type { Act } from "./order.tsx";

/** Parts used: from the store, those that fit the equipment first, or bought on the way. */
export function PartsForm({ order, act, may }: { order: OrderView; act: Act; may: boolean }): ReactNode {
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
  if (!may && order.parts.length === 0) return null;
  const known = (data?.parts ?? []).toSorted(
    (a, b) => Number(b.part.types.includes(type ?? "")) - Number(a.part.types.includes(type ?? "")),
  );
  const add = async () => {
    await act({
      do: "use-part",
      name,
      quantity,
      unitCost,
      ...(stock === undefined ? {} : { stock }),
      ...(renews === undefined ? {} : { renews }),
    });
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
          <div className="order-form is-row is-bare">
            <input
              className="filter-text"
              aria-label={t("work.partName")}
              placeholder={t("work.partName")}
              disabled={stock !== undefined}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <InputNumber
              aria-label={t("work.quantity")}
              min={0.001}
              value={quantity}
              onChange={(value) => setQuantity(value ?? 1)}
            />
            <InputNumber
              aria-label={t("work.unitCost")}
              min={0}
              prefix="¥"
              value={unitCost}
              onChange={(value) => setUnitCost(value ?? 0)}
            />
            {order.asset !== null && (
              <Select
                allowClear
                aria-label={t("work.renews")}
                placeholder={t("work.renews")}
                value={renews ?? null}
                onChange={(value: RenewedPart | null | undefined) => setRenews(value ?? undefined)}
                options={renewedParts.map((each) => ({ value: each, label: t(`lifecycle.parts.${each}`) }))}
              />
            )}
            <Button disabled={name.trim() === ""} onClick={() => void add()}>
              {t("work.act.add")}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
