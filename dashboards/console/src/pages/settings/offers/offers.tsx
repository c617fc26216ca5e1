import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment, type ReactNode, useState } from "react";
import type { OfferView } from "../../../../../../api/contract/index.ts";
import { useWords } from "../../../app/i18n.ts";
import { useLang } from "../../../app/preferences.ts";
import { NOTHING, numberText } from "../../../laws/index.ts";
import { Button } from "../../../parts/button.tsx";
import { Icon, Since, useAdvice } from "../../../parts/index.ts";
import { Adopt } from "./adopt.tsx";
import { dismissOffer, offersQuery } from "./offers-api.ts";
import "./offers.css";

const groupOf = ({ gateway, asset }: Pick<OfferView, "gateway" | "asset">): string => `${gateway}/${asset}`;

/** What gateways send and the site does not know; absent while there is nothing of the kind. */
export function Offers(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const { data } = useQuery(offersQuery);
  const [adopting, setAdopting] = useState<string>();
  const [adopted, setAdopted] = useState<{ asset: string; n: number }>();
  if (!data || (data.offers.length === 0 && !adopted)) return null;
  // By asset and name: an order that stands still while counters run.
  const groups = [...Map.groupBy(data.offers, groupOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <section className="panel settings-wide" aria-labelledby="offers">
      <div className="panel-head">
        <h2 id="offers">{t("offers.title")}</h2>
        <span className="faint num">{numberText(data.offers.length, 0, lang)}</span>
      </div>
      <p className="soft settings-hint">{t("offers.hint")}</p>
      {adopted && (
        <p className="settings-hint" role="status">
          <Icon name="check" size={16} /> {t("offers.adopted", adopted)}
        </p>
      )}
      {groups.length > 0 && (
        <table className="rows offers">
          <thead>
            <tr>
              <th scope="col">{t("offers.point")}</th>
              <th scope="col">{t("offers.value")}</th>
              <th scope="col" className="num">
                {t("offers.count")}
              </th>
              <th scope="col">{t("offers.heard")}</th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {groups.map(([id, offers]) => (
              <Fragment key={id}>
                <tr className="offer-asset">
                  <th scope="rowgroup" colSpan={4}>
                    {offers[0]?.asset}
                    <span className="faint">
                      {offers[0]?.newAsset && ` · ${t("offers.newAsset")}`}
                      {` · ${t("offers.from")} ${offers[0]?.gateway}`}
                    </span>
                  </th>
                  <td className="offer-act">
                    <Button size="small" type="primary" onClick={() => setAdopting(id)}>
                      {t("offers.adopt")}
                    </Button>
                  </td>
                </tr>
                {[...offers]
                  .sort((a, b) => (a.point < b.point ? -1 : 1))
                  .map((offer) => (
                    <Line key={offer.id} offer={offer} />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {groups.map(
        ([id, offers]) =>
          id === adopting &&
          offers[0] && (
            <Adopt
              key={id}
              gateway={offers[0].gateway}
              asset={offers[0].asset}
              close={(n) => {
                setAdopting(undefined);
                if (n) setAdopted({ asset: offers[0]?.asset ?? "", n });
              }}
            />
          ),
      )}
    </section>
  );
}

function Line({ offer }: { offer: OfferView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const dismiss = useMutation({
    mutationFn: () => dismissOffer(offer.id),
    onSuccess: (left) => queries.setQueryData(offersQuery.queryKey, left),
  });
  return (
    <tr>
      <td className="offer-point">
        {offer.point}
        {dismiss.error && (
          <span className="beside-error" role="alert">
            {" "}
            {advice(dismiss.error)}
          </span>
        )}
      </td>
      <td className="num">{offer.value === null ? NOTHING : String(offer.value)}</td>
      <td className="num">{numberText(offer.count, 0, lang)}</td>
      <td className="num soft">
        <Since at={offer.lastAt} />
      </td>
      <td className="offer-act">
        <Button
          size="small"
          loading={dismiss.isPending}
          aria-label={`${t("offers.dismiss")} ${offer.point}`}
          onClick={() => dismiss.mutate()}
        >
          {t("offers.dismiss")}
        </Button>
      </td>
    </tr>
  );
}
