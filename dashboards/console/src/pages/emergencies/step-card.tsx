import { useMutation } from "@tanstack/react-query";
import { Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import type { ActOnStep, RunView, StepView } from "../../../../../api/contract/index.ts";
import { actOnStep, pdfPath } from "../../app/emergencies-api.ts";
import { useWords } from "../../app/i18n.ts";
import { useLang } from "../../app/preferences.ts";
import { useMayAct, useMaySteer } from "../../app/session.ts";
import { useAssets } from "../../app/site.ts";
import { colon, comma, phonesNamed, pick } from "../../laws/index.ts";
import { Button } from "../../parts/button.tsx";
import { DueIn, PhoneLink, useAdvice } from "../../parts/index.ts";
import { type Kept, PhotoButton, SignaturePad, Thumbs } from "./photos.tsx";
import { RollCall } from "./roll-call.tsx";
import { Ring, Seen, Whose } from "./step-parts.tsx";
import { useKeepRun } from "./use-run.ts";

/** One open step: what, whose, by when; and what a person can do about it. `bare` for a wall, which nobody touches. */
export function StepCard({
  run,
  step,
  bare = false,
}: {
  run: RunView;
  step: StepView;
  bare?: boolean;
}): ReactNode {
  const lang = useLang();
  const running = run.state === "running";
  return (
    <article className={`step is-${step.does}${step.late ? " is-late" : ""}`}>
      <header className="step-head">
        <Ring step={step} />
        <div className="step-what">
          <h3>{pick(step.title, lang)}</h3>
          <Whose step={step} />
        </div>
        {step.due !== null && running && <DueIn at={step.due} />}
      </header>
      {!bare && step.note && <p className="step-note">{pick(step.note, lang)}</p>}
      {!bare && running && <Dial run={run} step={step} />}
      {step.question && <p className="step-question">{pick(step.question, lang)}</p>}
      <Seen step={step} />
      {!bare && running && <Acts run={run} step={step} />}
    </article>
  );
}

/** The numbers that the step itself names, at hand where they are to be rung. */
function Dial({ run, step }: { run: RunView; step: StepView }): ReactNode {
  const lang = useLang();
  const named = phonesNamed(run.phones, [step.title.en, step.note?.en, step.question?.en]);
  if (named.length === 0) return null;
  return (
    <p className="step-dial">
      {named.map(({ title, number }) => (
        <PhoneLink key={number} phone={number}>
          {pick(title, lang)} {number}
        </PhoneLink>
      ))}
    </p>
  );
}

function Acts({ run, step }: { run: RunView; step: StepView }): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const keep = useKeepRun();
  const mayAct = useMayAct();
  const maySteer = useMaySteer();
  const assets = useAssets();
  const [words, setWords] = useState("");
  const [ticked, setTicked] = useState<readonly number[]>([]);
  const [files, setFiles] = useState<readonly Kept[]>([]);
  const [reading, setReading] = useState({ label: "", value: "" });
  const [signer, setSigner] = useState("");
  const [signature, setSignature] = useState<Kept>();
  const [reference, setReference] = useState("");
  const act = useMutation({
    mutationFn: (body: ActOnStep) => actOnStep(run.id, step.id, body),
    onSuccess: keep,
  });
  if (!mayAct) return <p className="faint">{t("emergency.mayNotAct")}</p>;
  const readings = reading.value.trim() === "" ? [] : [reading];
  const proof = {
    files: [...files],
    readings,
    ticked: [...ticked],
    ...(signature && signer.trim() !== "" ? { signature: { name: signer, file: signature } } : {}),
  };
  const finish = (more: Partial<ActOnStep> = {}) => act.mutate({ do: "finish", words, proof, ...more });
  const button = (label: string, run_: () => void, look: { primary?: boolean; danger?: boolean } = {}) => (
    <Button
      type={look.primary ? "primary" : "default"}
      danger={look.danger ?? false}
      loading={act.isPending}
      onClick={run_}
    >
      {label}
    </Button>
  );
  const { command } = step;
  return (
    <div className="step-acts">
      {step.checklist.length > 0 && (
        <ul className="checklist">
          {step.checklist.map((line, i) => (
            <li key={line.en}>
              <Checkbox
                checked={ticked.includes(i)}
                onChange={(event) =>
                  setTicked((all) => (event.target.checked ? [...all, i] : all.filter((one) => one !== i)))
                }
              >
                {pick(line, lang)}
              </Checkbox>
            </li>
          ))}
        </ul>
      )}
      {step.waitingFor === "roll-call" && <RollCall run={run} step={step} />}
      {step.does === "task" && step.evidence.length > 0 && (
        <p className="step-needs">
          {t("emergency.needs", {
            what: step.evidence.map((kind) => t(`emergency.${kind}`)).join(comma(lang)),
          })}
        </p>
      )}
      {step.evidence.includes("reading") && (
        <span className="pair">
          <input
            className="filter-text"
            placeholder={t("emergency.readingLabel")}
            aria-label={t("emergency.readingLabel")}
            value={reading.label}
            onChange={(event) => setReading({ ...reading, label: event.target.value })}
          />
          <input
            className="filter-text"
            placeholder={t("emergency.readingValue")}
            aria-label={t("emergency.readingValue")}
            value={reading.value}
            onChange={(event) => setReading({ ...reading, value: event.target.value })}
          />
        </span>
      )}
      {step.evidence.includes("signature") && (
        <>
          <input
            className="filter-text"
            placeholder={t("emergency.signName")}
            aria-label={t("emergency.signName")}
            value={signer}
            onChange={(event) => setSigner(event.target.value)}
          />
          <SignaturePad signed={setSignature} />
        </>
      )}
      {step.does === "report" && (
        <>
          <a className="link" href={pdfPath(run.id, lang, "authority")} target="_blank" rel="noreferrer">
            {t("emergency.form")}
            {colon(lang)}
            {step.authority && pick(step.authority, lang)}
          </a>
          <input
            className="filter-text"
            placeholder={t("emergency.reference")}
            aria-label={t("emergency.reference")}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        </>
      )}
      {step.does !== "ask" && (
        <span className="pair">
          <input
            className="filter-text"
            placeholder={t("emergency.words")}
            aria-label={t("emergency.words")}
            maxLength={2_000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          {step.does !== "wait" && (
            <Button
              type="text"
              disabled={words.trim() === ""}
              title={words.trim() === "" ? t("emergency.cannotWhy") : undefined}
              onClick={() => act.mutate({ do: "cannot", words })}
            >
              {t("emergency.cannot")}
            </Button>
          )}
        </span>
      )}
      {step.does === "task" && <Thumbs files={files} />}
      {command && (
        <p className="soft">
          {t("emergency.confirmSays", {
            point: command.point,
            value: String(command.value),
            assets: step.assets
              .map((id) => pick(assets.get(id)?.name ?? { en: id, zh: id }, lang))
              .join(comma(lang)),
          })}
        </p>
      )}
      <span className="step-buttons">
        {step.does === "ask" &&
          step.answers.map((answer) => (
            <span key={answer.id}>
              {button(
                pick(answer.label, lang),
                () => act.mutate({ do: "finish", answer: answer.id, words }),
                {
                  danger: answer.grave,
                  primary: answer.grave,
                },
              )}
            </span>
          ))}
        {step.waitingFor === "confirmation" &&
          (maySteer ? (
            button(t("emergency.confirm"), () => act.mutate({ do: "confirm" }), { primary: true })
          ) : (
            <Button whyNot={t("emergency.needEngineer")}>{t("emergency.confirm")}</Button>
          ))}
        {step.does === "tell" && button(t("emergency.answeredPhone"), () => finish(), { primary: true })}
        {step.does === "wait" && button(t("emergency.seen"), () => finish())}
        {step.does === "report" &&
          button(t("emergency.sendReport"), () => finish({ reference }), { primary: true })}
        {step.does === "roll-call" && button(t("emergency.rollDone"), () => finish(), { primary: true })}
        {step.does === "task" && button(t("emergency.done"), () => finish(), { primary: true })}
        {step.does === "task" && <PhotoButton add={(file) => setFiles((all) => [...all, file])} />}
        {step.takenBy === null &&
          step.does !== "wait" &&
          step.does !== "ask" &&
          button(t("emergency.take"), () => act.mutate({ do: "take" }))}
      </span>
      {act.error && (
        <span className="beside-error" role="alert">
          {advice(act.error)}
        </span>
      )}
    </div>
  );
}
