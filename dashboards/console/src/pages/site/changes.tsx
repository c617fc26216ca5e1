import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { SiteChangeView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { catalogQuery } from "../../app/sites-api.ts";
import { pick } from "../../laws/index.ts";

/** More than a screenful of a kind is counted, not listed: the numbers tell whether it is the right file. */
const LISTED = 100;
const signs = { removed: "−", changed: "~", created: "+" } as const;

/** What would be taken away, changed and added, by name; what is lost comes first. */
export function Changes({ changes }: { changes: readonly SiteChangeView[] }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { data: catalog } = useQuery(catalogQuery);
  const labelOf = (field: string): string => {
    const [head, point] = field.split(".");
    if (head === "extraPoints" && point) return t("site.extraPoint", { point });
    const column = catalog?.columns.find(({ path }) => path === field);
    return column ? pick(column.label, lang) : (words[field]?.() ?? field);
  };
  // Fields that no register has.
  const words: Readonly<Record<string, () => string>> = {
    points: () => t("asset.values"),
    kind: () => t("site.kind"),
    assets: () => t("settings.reads"),
  };
  return (["removed", "changed", "created"] as const).map((is) => {
    const some = changes.filter((change) => change.is === is);
    if (some.length === 0) return null;
    return (
      <section key={is} className="site-changes">
        <h3>
          {t(`site.${is}`)} <span className="faint num">{some.length}</span>
        </h3>
        <ul>
          {some.slice(0, LISTED).map((change) => (
            <li key={`${change.noun} ${change.id}`}>
              <span className="site-sign" aria-hidden="true">
                {signs[is]}
              </span>
              <span>
                {pick(change.name, lang)}{" "}
                <span className="faint">
                  {t(`site.noun.${change.noun}`)} · {change.id}
                </span>
                {change.fields.map(({ field, before, after }) => (
                  <span key={field} className="site-difference">
                    <span className="faint">{labelOf(field)}</span> {before ?? "—"} → {after ?? "—"}
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
        {some.length > LISTED && <p className="soft">{t("site.andMore", { n: some.length - LISTED })}</p>}
      </section>
    );
  });
}
