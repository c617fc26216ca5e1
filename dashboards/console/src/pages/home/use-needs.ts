import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { nameInBoth } from "../../../../../facility/units/shown/index.ts";
import { useSession } from "../../app/session.ts";
import { useSite } from "../../app/site.ts";
import { certificatesQuery, contractsQuery, openOrdersQuery } from "../../app/work-api.ts";
import { type Need, needsOf, type Paper } from "../../laws/index.ts";
import { serverNow, useAlarmBoard, useRuns } from "../../live/index.ts";

/** Papers that have ended or end soon; undefined until it is known, for an empty list is a promise. */
export function usePapers(): readonly Paper[] | undefined {
  const site = useSite()?.id;
  const fresh = { enabled: site !== undefined, staleTime: 3_000 };
  const certificates = useQuery({ ...certificatesQuery(site ?? ""), ...fresh }).data;
  const contracts = useQuery({ ...contractsQuery(site ?? ""), ...fresh }).data;
  return useMemo(() => {
    if (!certificates || !contracts) return undefined;
    return [
      ...certificates.certificates
        .filter(({ expiry }) => expiry.is !== "valid")
        .map(
          ({ certificate, holderName, expiry }): Paper => ({
            id: `certificate ${certificate.id}`,
            kind: "certificate",
            title: certificate.title,
            holder: holderName,
            expired: expiry.is === "expired",
            days: expiry.is === "expired" ? -Math.abs(expiry.days) : expiry.days,
          }),
        ),
      ...contracts.contracts
        .filter(({ expiry }) => expiry.is !== "valid")
        .map(
          ({ contract, expiry }): Paper => ({
            id: `contract ${contract.id}`,
            kind: "contract",
            title: contract.title,
            holder: nameInBoth(contract.vendor),
            expired: expiry.is === "expired",
            days: expiry.is === "expired" ? -Math.abs(expiry.days) : expiry.days,
          }),
        ),
    ];
  }, [certificates, contracts]);
}

/** All that waits for a person, by when it hurts: alarms, steps of runs, work, papers. */
export function useNeeds(): { readonly needs: readonly Need[]; readonly known: boolean } {
  const me = useSession()?.username;
  const { open, known } = useAlarmBoard();
  const runs = useRuns();
  const orders = useQuery(openOrdersQuery).data;
  const papers = usePapers();
  const needs = useMemo(
    () =>
      needsOf({ alarms: open, runs, orders: orders?.orders ?? [], papers: papers ?? [] }, me, serverNow()),
    [open, runs, orders, papers, me],
  );
  return { needs, known };
}
