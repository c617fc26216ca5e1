/** Workbooks of several sheets as XLSX. Fills Workbooks (api/ports.ts). */
export { xlsxWorkbooks } from "./xlsx.ts";
