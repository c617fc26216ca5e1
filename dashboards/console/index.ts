/**
 * The console: the web application that engineers, technicians and managers look at. It is built once into
 * `dist` and handed out by the server; it knows the rest of the house by api/contract alone.
 */
export { buildConsole } from "./build.ts";
