import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import { useWords } from "../../../app/i18n.ts";
import { Button } from "../../../parts/button.tsx";
import { TroubleNote, useAdvice, Waiting } from "../../../parts/index.ts";
import { beginFactor, confirmFactor, factorQuery, removeFactor } from "./security-api.ts";
import "./security.css";

type Step =
  | { readonly is: "view" }
  | { readonly is: "password" }
  | { readonly is: "scan"; readonly uri: string; readonly secret: string }
  | { readonly is: "codes"; readonly codes: readonly string[] }
  | { readonly is: "remove" };

/** One's own second factor: set up in three steps, removed in one. */
export function SecondFactor(): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(factorQuery);
  const [step, setStep] = useState<Step>({ is: "view" });
  const [typed, setTyped] = useState({ password: "", code: "" });
  const to = (next: Step) => {
    setTyped({ password: "", code: "" });
    setStep(next);
  };
  const act = useMutation({
    mutationFn: async (): Promise<Step> => {
      if (step.is === "password") return { is: "scan", ...(await beginFactor(typed.password)) };
      if (step.is === "scan") return { is: "codes", codes: (await confirmFactor(typed.code)).recovery };
      await removeFactor(typed.password, typed.code);
      return { is: "view" };
    },
    onSuccess: (next) => {
      to(next);
      void queries.invalidateQueries({ queryKey: factorQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ["open-sessions"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate();
  };
  const field = (name: "password" | "code") => (
    <Field name={name} value={typed[name]} onChange={(value) => setTyped({ ...typed, [name]: value })} />
  );
  return (
    <section className="panel" aria-labelledby="second-factor">
      <div className="panel-head">
        <h2 id="second-factor">{t("security.title")}</h2>
      </div>
      {error && !data ? (
        <TroubleNote error={error} again={() => void refetch()} />
      ) : !data ? (
        <Waiting />
      ) : step.is === "view" ? (
        <>
          <p className="soft settings-hint">
            {data.enrolled
              ? `${t("security.on")} ${t("security.left", { n: data.recoveryLeft })}`
              : t("security.off")}
          </p>
          <div className="settings-foot security-foot">
            <Button
              onClick={() => {
                act.reset();
                to({ is: data.enrolled ? "remove" : "password" });
              }}
            >
              {t(data.enrolled ? "security.remove" : "security.setUp")}
            </Button>
          </div>
        </>
      ) : step.is === "codes" ? (
        <div className="security-step">
          <p>{t("security.keep")}</p>
          <ul className="security-codes num">
            {step.codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <Button type="primary" onClick={() => to({ is: "view" })}>
            {t("security.kept")}
          </Button>
        </div>
      ) : (
        <form className="security-step" onSubmit={submit} noValidate>
          {step.is === "scan" && <Scan uri={step.uri} secret={step.secret} />}
          {step.is !== "scan" && field("password")}
          {step.is !== "password" && field("code")}
          {act.error && (
            <p className="beside-error" role="alert">
              {advice(act.error)}
            </p>
          )}
          <div className="settings-buttons">
            <Button type="primary" htmlType="submit" loading={act.isPending}>
              {t(
                step.is === "password"
                  ? "security.goOn"
                  : step.is === "scan"
                    ? "security.confirm"
                    : "security.remove",
              )}
            </Button>
            <Button
              onClick={() => {
                act.reset();
                to({ is: "view" });
              }}
            >
              {t("security.cancel")}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

function Field(props: {
  name: "password" | "code";
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  const t = useWords();
  const id = useId();
  const code = props.name === "code";
  return (
    <div className="field">
      <label htmlFor={id}>{t(code ? "security.code" : "security.password")}</label>
      <input
        id={id}
        type={code ? "text" : "password"}
        inputMode={code ? "numeric" : "text"}
        autoComplete={code ? "one-time-code" : "current-password"}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  );
}

function Scan({ uri, secret }: { uri: string; secret: string }): ReactNode {
  const t = useWords();
  const [image, setImage] = useState<string>();
  useEffect(() => {
    let wanted = true;
    void import("qrcode").then(async ({ toDataURL }) => {
      const made = await toDataURL(uri, { margin: 2, width: 200 });
      if (wanted) setImage(made);
    });
    return () => {
      wanted = false;
    };
  }, [uri]);
  return (
    <>
      <p>{t("security.scan")}</p>
      {image ? (
        <img className="security-qr" src={image} alt={t("security.qr")} width={200} height={200} />
      ) : (
        <Waiting />
      )}
      <p className="soft">
        {t("security.byHand")} <code className="security-key">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </p>
    </>
  );
}
