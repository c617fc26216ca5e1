import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";

const NUMBER = /\b(WO-\d{4,})\b/;

/** Words in which the numbers of orders lead to them. */
export function WithOrders({ words }: { words: string }): ReactNode {
  return words.split(NUMBER).map((part, i) =>
    NUMBER.test(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text do not move
      <Link key={i} to="/orders/$id" params={{ id: part }} className="link num">
        {part}
      </Link>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text do not move
      <Fragment key={i}>{part}</Fragment>
    ),
  );
}
