/** Papers of the server: made with a state that shows its seconds, and stopped by who does not want to wait. */
export { PaperState, usePapers } from "./papers.tsx";
