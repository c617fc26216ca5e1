import type { ReactNode } from "react";

/** A label around its control: whatever input stands inside is named by the words beside it. */
export const Field = ({ children }: { children: ReactNode }): ReactNode => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
  <label>{children}</label>
);
