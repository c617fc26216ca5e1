import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Popconfirm } from "antd";
import type { ReactNode } from "react";
import type { GatewayList, OfferList } from "../../../../../../api/contract/index.ts";
import { call, Trouble } from "../../../app/api.ts";
import { enroll } from "../../../app/field-api.ts";
import { useWords } from "../../../app/i18n.ts";
import { useMayManage } from "../../../app/session.ts";
import { useAssets } from "../../../app/site.ts";
import { Button } from "../../../parts/button.tsx";
import { Icon, useAdvice } from "../../../parts/index.ts";

/** How many points of this gateway wait to be adopted; none where the person may not see them. */
function useOffers(gateway: string): number {
  const { data } = useQuery({
    queryKey: ["offers", "count"],
    queryFn: async () => {
      try {
        return (await call<OfferList>("GET", "/api/offers")).offers.map((offer) => offer.gateway);
      } catch (trouble) {
        if (trouble instanceof Trouble && (trouble.status === 403 || trouble.status === 404)) return [];
        throw trouble;
      }
    },
    refetchInterval: 10_000,
  });
  const [site, slug] = gateway.split(".");
  return (data ?? []).filter((from) => from === `${site}/${slug}`).length;
}

/** From a gateway that is only a name to one whose points belong to assets: what is done, and the next thing. */
export function NextSteps({
  gateway,
  hasDevices,
}: {
  gateway: GatewayList["gateways"][number];
  hasDevices: boolean;
}): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const mayManage = useMayManage();
  const queries = useQueryClient();
  const assets = useAssets();
  const waiting = useOffers(gateway.id);
  const make = useMutation({
    mutationFn: () => enroll(gateway.id),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["gateways"] }),
  });
  const values = gateway.assets
    .filter((id) => id !== gateway.id)
    .reduce((sum, id) => sum + (assets.get(id)?.points.filter(({ latest }) => latest).length ?? 0), 0);

  const reads = gateway.assets.some((id) => id !== gateway.id);

  // The asset as its own topic calls it: without the site.
  const example = (gateway.assets.find((id) => id !== gateway.id) ?? "x.pump-1")
    .split(".")
    .slice(1)
    .join(".");

  const credential = (again: boolean) =>
    mayManage ? (
      again ? (
        <Popconfirm
          title={t("field.next.enrollAsk")}
          description={<span className="device-ask">{t("field.next.enrollSays")}</span>}
          okText={t("field.next.enrollButton")}
          cancelText={t("field.form.cancel")}
          onConfirm={() => make.mutate()}
        >
          <Button size="small" loading={make.isPending}>
            {t("field.next.enrollAgain")}
          </Button>
        </Popconfirm>
      ) : (
        <Button size="small" type="primary" loading={make.isPending} onClick={() => make.mutate()}>
          {t("field.next.enrollButton")}
        </Button>
      )
    ) : (
      !again && <span className="faint">{t("field.next.enrollNeeds")}</span>
    );

  const steps: { key: string; done: boolean; words: string; act?: ReactNode }[] = [
    {
      key: "enroll",
      done: gateway.hasCredential,
      words: t(gateway.hasCredential ? "field.next.enrolled" : "field.next.enroll"),
      // A gateway that runs in the server keeps its secret itself: a new one would only throw it out.
      act: hasDevices ? null : credential(gateway.hasCredential),
    },
    {
      key: "connect",
      done: gateway.online,
      words: t(gateway.online ? "field.next.connected" : "field.next.connect"),
    },
    {
      key: "see",
      done: values > 0,
      words:
        values > 0
          ? t("field.next.seen", { n: values })
          : t(gateway.online && !reads ? "field.next.assign" : "field.next.see"),
      act: gateway.online && !reads && mayManage && (
        <Link to="/settings/site" className="link">
          {t("field.next.assignOpen")}
        </Link>
      ),
    },
    {
      key: "adopt",
      done: waiting === 0 && values > 0,
      words: waiting > 0 ? t("field.next.adopt", { n: waiting }) : t("field.next.adopted"),
      act: waiting > 0 && (
        <Link to="/settings" hash="offers" className="link">
          {t("field.next.adoptOpen")}
        </Link>
      ),
    },
  ];
  // The last says nothing before anything has come.
  const shown = values > 0 || waiting > 0 ? steps : steps.slice(0, 3);
  const next = shown.find(({ done }) => !done)?.key;
  // Calm when there is nothing left to do; the credential of another program can still be renewed.
  if (next === undefined && hasDevices) return null;
  return (
    <section className="panel" aria-labelledby="next-steps">
      <div className="panel-head">
        <h2 id="next-steps">{t("field.next.title")}</h2>
      </div>
      <ol className="steps">
        {shown.map(({ key, done, words, act }) => (
          <li key={key} className={done ? "is-done" : key === next ? "is-next" : ""}>
            <span className="step-mark" aria-hidden="true">
              {done ? <Icon name="check" size={16} /> : null}
            </span>
            <span className="step-words">{words}</span>
            {act}
          </li>
        ))}
      </ol>
      {make.data && (
        <p className="step-secret" role="status">
          {t("field.next.secret", { user: make.data.username, secret: make.data.secret })}
          {make.data.alsoSetAt !== null &&
            ` ${t("field.next.secretElsewhere", { broker: make.data.alsoSetAt, user: make.data.username })}`}
        </p>
      )}
      {make.data && (
        <div className="step-secret">
          <p>{t("field.next.sends")}</p>
          <pre className="step-example">
            {`facility/${make.data.username}/${example}/readings\n{"at": ${Date.now()}, "values": {"discharge_pressure_kPa": 450}}`}
          </pre>
        </div>
      )}
      {make.error && (
        <p className="beside-error step-secret" role="alert">
          {advice(make.error)}
        </p>
      )}
    </section>
  );
}
