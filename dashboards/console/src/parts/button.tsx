import type { ComponentProps, MouseEvent, ReactNode } from "react";
import "./button.css";

interface Look {
  /** `primary`: the one thing to do here. `text`: one of many in a row. `link`: in a line of words. */
  readonly type?: "default" | "primary" | "text" | "link";
  readonly size?: "small" | "middle" | "large";
  readonly danger?: boolean | undefined;
  readonly icon?: ReactNode;
  /** As wide as what it stands in. */
  readonly block?: boolean;
}

export interface ButtonProps extends Omit<ComponentProps<"button">, "type">, Look {
  /** At work: it says so and takes no second click. */
  readonly loading?: boolean | undefined;
  /** Why this person may not; the button stays in reach of keys and voices, and says it. */
  readonly whyNot?: string | undefined;
  readonly htmlType?: "button" | "submit";
}

/**
 * The console's button, native and styled once: Ant Design's would cost the first view a third more script. What the
 * library hands to a button that opens one of its own (`Popconfirm`, `Dropdown`) passes through.
 */
export function Button({
  type,
  size,
  danger,
  icon,
  block,
  loading = false,
  disabled,
  whyNot,
  htmlType = "button",
  className,
  title,
  onClick,
  children,
  ...rest
}: ButtonProps): ReactNode {
  const held = loading || whyNot !== undefined;
  return (
    <button
      {...rest}
      type={htmlType}
      className={looksLike({ type, size, danger, icon, block, className, children })}
      disabled={disabled && whyNot === undefined}
      aria-disabled={held || undefined}
      aria-busy={loading || undefined}
      title={whyNot ?? title}
      onClick={held ? refuse : onClick}
    >
      {loading ? <span className="button-busy" /> : icon}
      {hasWords(children) && <span>{children}</span>}
    </button>
  );
}

/** Looks like a button and leads somewhere, or fetches a file. */
export function ButtonLink({
  type,
  size,
  danger,
  icon,
  block,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"a">, "type"> & Look): ReactNode {
  return (
    <a {...rest} className={looksLike({ type, size, danger, icon, block, className, children })}>
      {icon}
      {hasWords(children) && <span>{children}</span>}
    </a>
  );
}

const hasWords = (children: ReactNode): boolean =>
  children !== undefined && children !== null && children !== false && children !== "";

const looksLike = ({
  type = "default",
  size = "middle",
  danger,
  icon,
  block,
  className,
  children,
}: { [K in keyof Look]: Look[K] | undefined } & {
  className: string | undefined;
  children: ReactNode;
}): string =>
  [
    "button",
    type !== "default" && `is-${type}`,
    size !== "middle" && `is-${size}`,
    danger && "is-danger",
    block && "is-block",
    icon && !hasWords(children) && "is-icon",
    className,
  ]
    .filter(Boolean)
    .join(" ");

/** A held button does nothing, and its form is not sent. */
function refuse(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
