/** Orders of one visit stand together, where the first of them stands; an order without one stands alone. */
export function byVisit<O extends { readonly visit: string | null }>(orders: readonly O[]): O[][] {
  const groups: O[][] = [];
  const known = new Map<string, O[]>();
  for (const order of orders) {
    const group = order.visit === null ? undefined : known.get(order.visit);
    if (group) group.push(order);
    else {
      const begun = [order];
      groups.push(begun);
      if (order.visit !== null) known.set(order.visit, begun);
    }
  }
  return groups;
}
