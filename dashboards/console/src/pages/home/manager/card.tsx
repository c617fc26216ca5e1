import type { ReactNode } from "react";

/** One part of the manager's home: its name, and the way to all of it. */
export function Card({
  id,
  title,
  more,
  children,
}: {
  id: string;
  title: string;
  more?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="panel" aria-labelledby={`manager-${id}`}>
      <div className="panel-head">
        <h2 id={`manager-${id}`}>{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}
