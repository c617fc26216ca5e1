import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { OfferList, OfferView } from "../../../../../../api/contract/index.ts";
import { call, Trouble } from "../../../app/api.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { NOTHING, numberText } from "../../../laws/index.ts";
import { Since, useAdvice } from "../../../parts/index.ts";
import "./offers.css";

/** Null for people who may not act on it. */
const offersQuery = queryOptions({
  queryKey: ["offers"],
  queryFn: async (): Promise<readonly OfferView[] | null> => {
    try {
      return (await call<OfferList>("GET", "/api/offers")).offers;
    } catch (trouble) {
      if (trouble instanceof Trouble && (trouble.status === 404 || trouble.status === 403)) return null;
      throw trouble;
    }
  },
  refetchInterval: 10_000,
});

/** What gateways send and the site does not know; absent while there is nothing of the kind. */
export function Offers(): ReactNode {
  const t = useWords();
  const { data } = useQuery(offersQuery);
  if (!data || data.length === 0) return null;
  return (
    <section className="panel settings-wide" aria-labelledby="offers">
      <div className="panel-head">
        <h2 id="offers">{t("offers.title")}</h2>
        <span className="faint num">{data.length}</span>
      </div>
      <p className="soft settings-hint">{t("offers.hint")}</p>
      <table className="rows offers">
        <thead>
          <tr>
            <th scope="col">{t("offers.point")}</th>
            <th scope="col">{t("offers.from")}</th>
            <th scope="col">{t("offers.value")}</th>
            <th scope="col" className="num">
              {t("offers.count")}
            </th>
            <th scope="col">{t("offers.heard")}</th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {data.map((offer) => (
            <Line key={offer.id} offer={offer} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ offer }: { offer: OfferView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const dismiss = useMutation({
    mutationFn: () => call<OfferList>("POST", "/api/offers/dismiss", { id: offer.id }),
    onSuccess: ({ offers }) => queries.setQueryData(offersQuery.queryKey, offers),
  });
  return (
    <tr>
      <td>
        {offer.asset}.{offer.point}
        {offer.newAsset && <span className="faint"> · {t("offers.newAsset")}</span>}
        {dismiss.error && (
          <span className="beside-error" role="alert">
            {" "}
            {advice(dismiss.error)}
          </span>
        )}
      </td>
      <td className="soft">{offer.gateway}</td>
      <td className="num">{offer.value === null ? NOTHING : String(offer.value)}</td>
      <td className="num">{numberText(offer.count, 0, lang)}</td>
      <td className="num soft">
        <Since at={offer.lastAt} />
      </td>
      <td className="offer-act">
        <Button size="small" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
          {t("offers.dismiss")}
        </Button>
      </td>
    </tr>
  );
}
