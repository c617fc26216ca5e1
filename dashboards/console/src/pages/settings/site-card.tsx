import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMaySteer } from "../../app/session.ts";
import { sitesQuery } from "../../app/sites-api.ts";
import { pick } from "../../laws/index.ts";
import { When } from "../../parts/index.ts";

/** What the site holds and who changed it last; the way to edit it. */
export function SiteCard(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const mayEdit = useMaySteer();
  const { data } = useQuery(sitesQuery);
  return (
    <section className="panel" aria-labelledby="site-card">
      <div className="panel-head">
        <h2 id="site-card">{t("site.title")}</h2>
      </div>
      <ul>
        {data?.sites.map((site) => (
          <li key={site.id} className="scenario">
            <span className="scenario-title">
              {pick(site.name, lang)}
              <span className="faint scenario-more num">
                {t("site.holds", { places: site.places, assets: site.assets, gateways: site.gateways })}
                {" · "}
                {t("site.changedBy", { who: site.changedBy })} <When at={site.changedAt} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p className="settings-hint settings-foot">
        {mayEdit ? (
          <Link to="/settings/site" className="link">
            {t("site.open")}
          </Link>
        ) : (
          <span className="soft">{t("site.mayNot")}</span>
        )}
      </p>
    </section>
  );
}
