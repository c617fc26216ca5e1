import { Select } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { PointView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useAssets } from "../../app/site.ts";
import { type Findable, find, pick, unitText } from "../../laws/index.ts";

interface Choice extends Findable {
  readonly title: string;
  readonly detail: string;
}

const SHOWN = 60;

/** What may be drawn: a text has no height. */
const isDrawable = ({ type }: PointView): boolean => type.kind !== "text";

/** Finds a value of any asset by name, place or kind, in either language, and adds it to the picture. */
export function PointPicker({
  chosen,
  most,
  add,
}: {
  chosen: readonly string[];
  most: number;
  add: (point: string) => void;
}): ReactNode {
  const t = useWords();
  const lang = useLang();
  const assets = useAssets();
  const [query, setQuery] = useState("");
  const choices = useMemo(
    (): Choice[] =>
      [...assets.values()].flatMap((asset) =>
        asset.points.filter(isDrawable).map((point) => {
          const unit = point.type.kind === "number" ? unitText(point.type.unit, lang) : "";
          return {
            id: point.id,
            title: `${pick(asset.name, lang)} · ${pick(point.type.label, lang)}${unit ? ` (${unit})` : ""}`,
            detail: asset.places.map((place) => pick(place.name, lang)).join(" · "),
            words: [
              point.type.label.en,
              point.type.label.zh,
              asset.name.en,
              asset.name.zh,
              asset.typeLabel.en,
              asset.typeLabel.zh,
              ...asset.places.flatMap((place) => [place.name.en, place.name.zh]),
            ],
          };
        }),
      ),
    [assets, lang],
  );
  const shown = useMemo(() => {
    const free = choices.filter(({ id }) => !chosen.includes(id));
    return find(free, query, SHOWN);
  }, [choices, chosen, query]);
  const full = chosen.length >= most;
  return (
    <Select
      className="trends-picker"
      aria-label={t("trends.add")}
      placeholder={full ? t("trends.full", { n: most }) : t("trends.add")}
      value={null}
      disabled={full}
      showSearch={{ searchValue: query, onSearch: setQuery, filterOption: false }}
      options={shown.map(({ id, title, detail }) => ({
        value: id,
        label: (
          <span className="trends-choice">
            <span>{title}</span>
            <span className="faint">{detail}</span>
          </span>
        ),
      }))}
      notFoundContent={<span className="faint">{t("search.none", { q: query })}</span>}
      onSelect={(id) => {
        if (typeof id === "string") add(id);
        setQuery("");
      }}
    />
  );
}
