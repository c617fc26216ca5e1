/**
 * PDF: prints reports (facility/reports) on A4. Fills Printer (api/ports.ts). Noto Sans SC is embedded as a subset, so
 * that Chinese reads the same on every machine and its text can be copied out.
 */
export { type PhotoBytes, pdfPrinter } from "./printer.ts";
