import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { changePassword } from "../../app/api.ts";
import { useWords } from "../../app/i18n.ts";
import { Button } from "../../parts/button.tsx";
import { useAdvice } from "../../parts/index.ts";
import { LEAST_PASSWORD } from "./accounts/accounts-api.ts";

const empty = { current: "", next: "", again: "" };
type Field = keyof typeof empty;

/** Changes one's own password; folded away until it is wanted. */
export function Password({ username }: { username: string }): ReactNode {
  const t = useWords();
  const advice = useAdvice();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(empty);
  const [wrong, setWrong] = useState<{ field: Field; text: string }>();
  const change = useMutation({
    mutationFn: () => changePassword(username, { current: typed.current, password: typed.next }),
    onSuccess: () => {
      setTyped(empty);
      setOpen(false);
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: typeof wrong = !typed.current
      ? { field: "current", text: t("settings.needCurrent") }
      : typed.next.length < LEAST_PASSWORD
        ? { field: "next", text: t("settings.tooShort") }
        : typed.next !== typed.again
          ? { field: "again", text: t("settings.notSame") }
          : undefined;
    setWrong(found);
    if (found) document.getElementById(`${id}-${found.field}`)?.focus();
    else change.mutate();
  };

  if (!open)
    return (
      <div className="settings-foot">
        <Button
          onClick={() => {
            change.reset();
            setOpen(true);
          }}
        >
          {t("settings.changePassword")}
        </Button>
        {change.isSuccess && (
          <span className="soft" role="status">
            {t("settings.changed")}
          </span>
        )}
      </div>
    );
  const field = (name: Field) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{t(`settings.${name}`)}</label>
      <input
        id={`${id}-${name}`}
        type="password"
        autoComplete={name === "current" ? "current-password" : "new-password"}
        value={typed[name]}
        aria-invalid={wrong?.field === name}
        aria-describedby={`${id}-${name}-note`}
        onChange={(event) => {
          setTyped({ ...typed, [name]: event.target.value });
          setWrong(undefined);
        }}
      />
      <span id={`${id}-${name}-note`} className={wrong?.field === name ? "beside-error" : "faint"}>
        {wrong?.field === name ? wrong.text : name === "next" ? t("settings.nextHint") : ""}
      </span>
    </div>
  );
  return (
    <form className="settings-password" onSubmit={submit} noValidate aria-label={t("settings.password")}>
      {/* Lets a password manager know whose password it is. */}
      <input
        className="only-heard"
        name="username"
        autoComplete="username"
        value={username}
        readOnly
        tabIndex={-1}
      />
      {field("current")}
      {field("next")}
      {field("again")}
      {change.error && (
        <p className="beside-error" role="alert">
          {advice(change.error)}
        </p>
      )}
      <div className="settings-buttons">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t("settings.changePassword")}
        </Button>
        <Button
          onClick={() => {
            setTyped(empty);
            setWrong(undefined);
            setOpen(false);
          }}
        >
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
