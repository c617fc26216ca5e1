import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { answerRequest, eraseOwnData, publicRequest } from "../../app/work-api.ts";
import { colon, pick, stampText } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { Quiet, useAdvice, Waiting } from "../../parts/index.ts";
import "./public.css";
import { PublicFrame } from "./report.tsx";

const route = getRouteApi("/r/$id/$secret");

const question = {
  fixed: "pub.fixedQ",
  confirmed: "pub.stillFixedQ",
  dismissed: "pub.setAsideQ",
} as const;

/** The reporter's private link: how it stands, and whether it is really fixed. */
export function FollowPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const { id, secret } = route.useParams();
  const queries = useQueryClient();
  const key = ["public", "request", id];
  const { data, isError } = useQuery({
    queryKey: key,
    queryFn: () => publicRequest(id, secret),
    refetchInterval: 60_000,
    retry: 1,
  });
  const [words, setWords] = useState("");
  // Erasing is for good: the first touch says so, the second does it.
  const [erasing, setErasing] = useState(false);
  const settle = { onSuccess: (next: unknown) => queries.setQueryData(key, next) };
  const answer = useMutation({
    mutationFn: (fixed: boolean) => answerRequest(id, secret, fixed, words),
    ...settle,
  });
  const erase = useMutation({ mutationFn: () => eraseOwnData(id, secret), ...settle });
  if (isError)
    return (
      <PublicFrame>
        <Quiet>{t("pub.noSuch")}</Quiet>
      </PublicFrame>
    );
  if (!data)
    return (
      <PublicFrame>
        <Waiting lines={5} />
      </PublicFrame>
    );
  return (
    <PublicFrame>
      <div className="public-form">
        <h1>
          {pick(data.assetName, lang)}
          {data.place && <span className="soft"> {pick(data.place, lang)}</span>}
        </h1>
        <p className="soft">
          {pick(data.what, lang)} · {data.words}
        </p>
        <p>
          <span className={`public-state is-${data.state}`}>{t(`mnt.request.${data.state}`)}</span>
        </p>
        {(data.state === "fixed" || data.state === "confirmed" || data.state === "dismissed") && (
          <div className="public-known">
            <strong>{t(question[data.state])}</strong>
            <textarea
              rows={2}
              aria-label={t("pub.moreWords")}
              placeholder={t("pub.moreWords")}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <span className="signature-acts">
              {data.state === "fixed" && (
                <Button type="primary" loading={answer.isPending} onClick={() => answer.mutate(true)}>
                  {t("pub.fixedYes")}
                </Button>
              )}
              <Button loading={answer.isPending} onClick={() => answer.mutate(false)}>
                {t("pub.fixedNo")}
              </Button>
            </span>
            {answer.error && (
              <span className="beside-error" role="alert">
                {advice(answer.error)}
              </span>
            )}
          </div>
        )}
        <h2>{t("pub.steps")}</h2>
        <ol className="public-steps">
          {data.steps.map((step) => (
            <li key={`${step.at}${step.what.en}${step.words}`}>
              <span className="num faint">{stampText(step.at, lang, data.timeZone)}</span>{" "}
              {pick(step.what, lang)}
              {step.words && (
                <span className="soft">
                  {colon(lang)}
                  {step.words}
                </span>
              )}
            </li>
          ))}
        </ol>
        {data.hasPersonalData ? (
          <div className="public-erase">
            {erasing && <p role="alert">{t("pub.eraseSure")}</p>}
            <span className="signature-acts">
              <Button
                type="text"
                danger
                loading={erase.isPending}
                onClick={() => (erasing ? erase.mutate() : setErasing(true))}
              >
                {t(erasing ? "pub.eraseYes" : "pub.eraseMine")}
              </Button>
              {erasing && <Button onClick={() => setErasing(false)}>{t("emergency.keep")}</Button>}
            </span>
          </div>
        ) : (
          erase.isSuccess && <p className="faint">{t("pub.erasedMine")}</p>
        )}
      </div>
    </PublicFrame>
  );
}
