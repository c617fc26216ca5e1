import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { OrderView } from "../../../../../api/contract/index.ts";
import { useWords } from "../../app/i18n.ts";
import { useMayAct } from "../../app/session.ts";
import { requestsQuery } from "../../app/work-api.ts";
import { RequestCourse, RequestFacts } from "../../parts/request.tsx";

/** What residents told of this work: their words, photos and number, for whoever goes there. */
export function ResidentsSaid({ order }: { order: Pick<OrderView, "id" | "source" | "journal"> }): ReactNode {
  const t = useWords();
  const may = useMayAct();
  const { id, source, journal } = order;
  // Others join an order that came from elsewhere; then a resident stands in its journal.
  const told = source.kind === "resident" || journal.some(({ by }) => by === "resident");
  const { data } = useQuery({ ...requestsQuery, enabled: may && told });
  const requests = (data?.requests ?? []).filter(
    (request) => request.order === id || request.course.some((step) => step.order === id),
  );
  if (!may || requests.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="residents">
      <div className="panel-head">
        <h2 id="residents">{t("work.residents")}</h2>
      </div>
      {requests.map((request) => (
        <div key={request.id} className="resident-said">
          <RequestFacts request={request} />
          <RequestCourse request={request} />
        </div>
      ))}
    </section>
  );
}
