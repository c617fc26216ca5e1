import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { rememberSession, sessionQuery, signIn, signOnCode, Trouble, waysQuery } from "../app/api.ts";
import { useWords } from "../app/i18n.ts";
import { prefer, useLang } from "../app/preferences.ts";
import { age } from "../laws/index.ts";
import { Button, ButtonLink } from "../parts/button.tsx";
import { useAdvice } from "../parts/index.ts";
import "./sign-in.css";

const isAboutCode = (error: unknown): boolean =>
  error instanceof Trouble && error.status === 401 && error.errors.some(({ path }) => path === "code");

const REFUSALS = [
  "expired",
  "cancelled",
  "provider",
  "no-role",
  "no-account",
  "name-taken",
  "stronger-here",
  "closed",
] as const;

/** What the address says: where the person wanted to go, and what came of signing in with the directory. */
function arrived() {
  const said = new URLSearchParams(window.location.search);
  return {
    to: said.get("to") ?? undefined,
    code: said.get("code") === "asked",
    refused: REFUSALS.find((why) => why === said.get("refused")),
  };
}

export function SignInPage(): ReactNode {
  const t = useWords();
  const lang = useLang();
  const advice = useAdvice();
  const queries = useQueryClient();
  const router = useRouter();
  const navigate = useNavigate();
  const names = { username: useId(), password: useId(), code: useId(), advice: useId() };
  const { data: ways } = useQuery(waysQuery);
  const { code: vouched, refused, to } = arrived();
  const [typed, setTyped] = useState({ username: "", password: "", code: "" });
  /** The password was right, and the person has a second factor. */
  const [asksCode, setAsksCode] = useState(vouched);
  const [missing, setMissing] = useState<"username" | "password">();

  const enter = useMutation({
    mutationFn: (_asked: "with-code" | "without") =>
      vouched
        ? signOnCode(typed.code.trim())
        : signIn(typed.username.trim(), typed.password, typed.code.trim()),
    onError: (error) => {
      if (isAboutCode(error)) setAsksCode(true);
    },
    onSuccess: async (session) => {
      rememberSession(session);
      queries.setQueryData(sessionQuery.queryKey, session);
      // Only a path of this console: never a foreign address that somebody put into the link.
      if (to?.startsWith("/") && !to.startsWith("//")) router.history.push(to);
      else await navigate({ to: "/" });
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (vouched) return enter.mutate("with-code");
    const lacking = !typed.username.trim() ? "username" : !typed.password ? "password" : undefined;
    setMissing(lacking);
    if (lacking) document.getElementById(names[lacking])?.focus();
    else enter.mutate(typed.code.trim() ? "with-code" : "without");
  };

  const trouble = enter.error;
  const said =
    trouble instanceof Trouble && trouble.status === 429
      ? t("signIn.tooMany", { age: age((trouble.retryAfterSeconds ?? 60) * 1_000, lang) })
      : isAboutCode(trouble)
        ? enter.variables === "with-code"
          ? t("security.codeWrong")
          : undefined
        : trouble instanceof Trouble && (trouble.status === 401 || trouble.status === 400)
          ? t("signIn.wrong")
          : trouble
            ? advice(trouble)
            : refused && t(`security.refused.${refused}`);

  const field = (name: "username" | "password") => (
    <div className="field">
      <label htmlFor={names[name]}>{t(`signIn.${name}`)}</label>
      <input
        id={names[name]}
        name={name}
        type={name === "password" ? "password" : "text"}
        autoComplete={name === "password" ? "current-password" : "username"}
        autoCapitalize="none"
        spellCheck={false}
        value={typed[name]}
        aria-invalid={missing === name}
        aria-describedby={missing === name ? `${names[name]}-missing` : names.advice}
        onChange={(event) => {
          setTyped({ ...typed, [name]: event.target.value });
          setMissing(undefined);
        }}
      />
      {missing === name && (
        <span id={`${names[name]}-missing`} className="beside-error" role="alert">
          {t(name === "username" ? "signIn.needUsername" : "signIn.needPassword")}
        </span>
      )}
    </div>
  );

  return (
    <main className="sign-in">
      <form className="sign-in-box" onSubmit={submit} noValidate>
        <div className="sign-in-head">
          <img src="/icon.svg" alt="" width={40} height={40} />
          <span className="sign-in-product">
            Watchkeeper <span lang="zh-CN">值守</span>
          </span>
          <Button
            type="text"
            aria-label={`${t("language.other")}: ${t("language.switch")}`}
            onClick={() => prefer({ lang: lang === "en" ? "zh" : "en" })}
          >
            {t("language.other")}
          </Button>
        </div>
        <h1>{t("signIn.title")}</h1>
        {vouched ? (
          <p>{t("security.vouched", { label: ways?.signOn?.label ?? "" })}</p>
        ) : (
          <>
            {ways?.signOn && (
              <>
                <ButtonLink
                  size="large"
                  block
                  href={to ? `${ways.signOn.path}?to=${encodeURIComponent(to)}` : ways.signOn.path}
                >
                  {t("security.signOn", { label: ways.signOn.label })}
                </ButtonLink>
                <p className="sign-in-hint sign-in-or">{t("security.or")}</p>
              </>
            )}
            {field("username")}
            {field("password")}
          </>
        )}
        {asksCode && (
          <div className="field">
            <label htmlFor={names.code}>{t("security.code")}</label>
            <input
              id={names.code}
              name="code"
              autoCapitalize="none"
              spellCheck={false}
              autoComplete="one-time-code"
              // biome-ignore lint/a11y/noAutofocus: the one field that is left to fill, asked for by the answer.
              autoFocus
              value={typed.code}
              onChange={(event) => setTyped({ ...typed, code: event.target.value })}
            />
            <span className="faint">{t("security.codeHint")}</span>
          </div>
        )}
        <div id={names.advice} aria-live="assertive">
          {said && <p className="sign-in-trouble">{said}</p>}
        </div>
        <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending}>
          {t("signIn.submit")}
        </Button>
        {vouched ? (
          <ButtonLink type="link" href="/sign-in">
            {t("security.cancel")}
          </ButtonLink>
        ) : (
          <p className="sign-in-hint">{t("signIn.first")}</p>
        )}
      </form>
    </main>
  );
}
