/** What the API says about maintenance: orders, plans, requests, contracts, money. */
export {
  ActOnOrder,
  CheckedView,
  NewOrder,
  OrderLine,
  OrderList,
  OrderSummary,
  OrderView,
} from "./orders.ts";
