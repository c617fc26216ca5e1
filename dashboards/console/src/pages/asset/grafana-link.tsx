import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AssetDetail } from "../../../../../api/contract/index.ts";
import { aboutQuery } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";

/** Leads to the asset in Grafana, where there is one. */
export function GrafanaLink({ asset }: { asset: AssetDetail }): ReactNode {
  const t = useWords();
  const { data } = useQuery(aboutQuery);
  if (!data?.grafana) return null;
  const chosen = new URLSearchParams({
    "var-site": asset.site,
    "var-asset": asset.id,
    "var-console": window.location.origin,
  });
  return (
    <p>
      <a
        // dashboards/grafana gives each system's dashboard this address.
        href={`${data.grafana}/d/watchkeeper-${asset.system}?${chosen}`}
        target="_blank"
        rel="noreferrer"
      >
        {t("asset.grafana")}
      </a>
    </p>
  );
}
