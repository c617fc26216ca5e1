import type { ReactNode } from "react";

/** A label around its control: whatever input stands inside is named by the words beside it. */
export const Field = ({ wide = false, children }: { wide?: boolean; children: ReactNode }): ReactNode => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
  <label className={wide ? "is-wide" : undefined}>{children}</label>
);
