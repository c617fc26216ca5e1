import type { ReactNode } from "react";
import { phoneText } from "../laws/index.ts";

/** A number that a phone dials when it is touched; `children` stand for the number where there is more to say. */
export function PhoneLink({
  phone,
  className = "",
  children,
}: {
  phone: string;
  className?: string;
  children?: ReactNode;
}): ReactNode {
  return (
    <a className={`link num ${className}`.trim()} href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
      {children ?? phoneText(phone)}
    </a>
  );
}
