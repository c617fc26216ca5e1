import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { CatalogView, SiteDetail } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { useSite } from "../../app/site.ts";
import { catalogQuery, siteQuery } from "../../app/sites-api.ts";
import { pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, TroubleNote, Waiting, When } from "../../parts/index.ts";
import { fieldsOf } from "./draft.ts";
import { EntryForm } from "./entry-form.tsx";
import { ImportExport } from "./import.tsx";
import { type Chosen, SiteTree } from "./site-tree.tsx";
import "./site.css";

/** The site as it is kept: places, assets and gateways, edited one by one or as a file. */
export function SitePage(): ReactNode {
  const t = useWords();
  const site = useSite()?.id;
  const mayEdit = useMaySteer();
  if (!mayEdit) return <Quiet>{t("site.mayNot")}</Quiet>;
  if (site === undefined) return <Waiting lines={8} />;
  return <SiteEditor key={site} site={site} />;
}

function SiteEditor({ site }: { site: string }): ReactNode {
  const { data, error, refetch } = useQuery(siteQuery(site));
  const catalog = useQuery(catalogQuery);
  if (!data || !catalog.data)
    return error || catalog.error ? (
      <TroubleNote error={error ?? catalog.error} again={() => void refetch()} />
    ) : (
      <Waiting lines={8} />
    );
  return <Editor detail={data} catalog={catalog.data} />;
}

function Editor({ detail, catalog }: { detail: SiteDetail; catalog: CatalogView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const queries = useQueryClient();
  const { file, revision } = detail;
  const [chosen, setChosen] = useState<Chosen>();
  const changed = () => {
    for (const key of ["sites", "assets", "asset", "gateways"])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const entry = chosen?.id ? file[chosen.noun].find(({ id }) => id === chosen.id) : undefined;
  const fields =
    chosen &&
    fieldsOf(chosen.noun, file, catalog, lang, {
      kind: t("site.kind"),
      zone: t("site.zone"),
      reads: t("settings.reads"),
      kinds: {
        building: t("site.kinds.building"),
        floor: t("site.kinds.floor"),
        zone: t("site.kinds.zone"),
        room: t("site.kinds.room"),
      },
    });
  // Added where one stands in the tree: in the chosen place, or beside the chosen asset.
  const here = chosen?.noun === "places" ? (chosen.id ?? undefined) : entry?.in;
  const add = (noun: Chosen["noun"]) => setChosen({ noun, id: null });
  const isNew = chosen?.id === null;

  return (
    <div className="site">
      <section className="panel" aria-labelledby="site-tree">
        <div className="panel-head">
          <h1 id="site-tree">{pick(file.site.name, lang)}</h1>
          <span className="faint">
            {t("site.changedBy", { who: detail.changedBy })} <When at={detail.changedAt} />
          </span>
        </div>
        <div className="site-form">
          <div className="site-actions">
            <Button onClick={() => add("assets")}>{t("site.addAsset")}</Button>
            <Button onClick={() => add("places")}>{t("site.addPlace")}</Button>
            <Button onClick={() => add("gateways")}>{t("site.addGateway")}</Button>
          </div>
          <SiteTree file={file} chosen={chosen} choose={setChosen} />
        </div>
      </section>
      <div className="site-side">
        {chosen && fields && (entry || isNew) ? (
          <section className="panel" aria-labelledby="site-entry">
            <div className="panel-head">
              <h2 id="site-entry">{entry ? pick(entry.name, lang) : t(`site.new.${chosen.noun}`)}</h2>
              {entry && chosen.noun === "assets" && (
                <Link to="/assets/$id" params={{ id: `${file.site.id}.${entry.id}` }} className="link">
                  {t("alarm.openAsset")}
                </Link>
              )}
            </div>
            <EntryForm
              // A form begins anew for another entry, and after a change by somebody else.
              key={`${chosen.noun} ${chosen.id} ${revision}`}
              site={file.site.id}
              revision={revision}
              noun={chosen.noun}
              entry={entry ?? (here === undefined ? {} : { in: here })}
              isNew={isNew}
              fields={fields}
              saved={(id) => {
                changed();
                setChosen({ noun: chosen.noun, id });
              }}
              removed={() => {
                changed();
                setChosen(undefined);
              }}
            />
            {chosen.noun === "gateways" && entry && "devices" in entry && entry.devices.length > 0 && (
              <p className="soft site-note">{t("site.devices", { n: entry.devices.length })}</p>
            )}
            {chosen.noun === "gateways" && entry && (
              <p className="site-note">
                <Link
                  to="/settings/gateways/$id"
                  params={{ id: `${file.site.id}.${entry.id}` }}
                  className="link"
                >
                  {t("site.toGateway")}
                </Link>
              </p>
            )}
          </section>
        ) : (
          <section className="panel">
            <Quiet>{t("site.chooseFirst")}</Quiet>
          </section>
        )}
        <ImportExport site={file.site.id} changed={changed} />
      </div>
    </div>
  );
}
