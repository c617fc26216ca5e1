import { type ReactNode, useId } from "react";

/** A field under its label, with what is wrong beside it, or else a hint. */
export function Labelled({
  label,
  wrong,
  hint,
  children,
}: {
  label: string;
  wrong?: string | undefined;
  hint?: string | undefined;
  children: (id: string) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="device-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {wrong ? (
        <span className="beside-error" role="alert">
          {wrong}
        </span>
      ) : (
        hint && <span className="faint device-hint">{hint}</span>
      )}
    </div>
  );
}
